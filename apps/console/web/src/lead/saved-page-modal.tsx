import { useEffect, useRef } from 'react';
import { Mark, Modal, Text } from '@mantine/core';
import type { SnapshotRef } from '#contracts';
import { useGet } from '../api';
import { Loading, ProblemView } from '../frame/problem-view';
import { PageFlags } from '../run/page-flags';
import { pageWords, timeWords } from '../words';
import styles from './lead.module.css';

/** A saved page to show, and the quote in it. */
export interface SavedPageLink { snapshotId: string; quote: string | null }
interface SavedPage { url: string; text: string; savedAt: string; flags: SnapshotRef['flags'] }

/** The text of a page as it was when it was read, with the quote marked. Shown as text: nothing of it runs. */
export function SavedPageModal({ page, onClose }: { page: SavedPageLink; onClose: () => void }) {
  const saved = useGet<SavedPage>(['snapshot', page.snapshotId], `/api/snapshots/${encodeURIComponent(page.snapshotId)}`);
  return (
    <Modal opened onClose={onClose} size="lg" title={<Text fw={600}>Saved page</Text>}>
      {saved.isError && <ProblemView error={saved.error} onRetry={() => void saved.refetch()} />}
      {saved.isPending && <Loading lines={6} />}
      {saved.data && (
        <>
          <Text size="sm" c="dimmed" mb="xs" style={{ overflowWrap: 'anywhere' }}>{pageWords(saved.data.url)}, saved {timeWords(saved.data.savedAt)}</Text>
          <PageFlags flags={saved.data.flags} />
          <Marked text={saved.data.text} quote={page.quote} />
        </>
      )}
    </Modal>
  );
}

function Marked({ text, quote }: { text: string; quote: string | null }) {
  const mark = useRef<HTMLElement>(null);
  // In braces: newer browsers answer with a promise, which React would take for a clean-up.
  useEffect(() => { mark.current?.scrollIntoView({ block: 'center' }); }, []);
  const at = quote ? text.indexOf(quote) : -1;
  return (
    <pre className={styles.saved} tabIndex={0} aria-label="Text of the page">
      {at < 0 ? text : <>{text.slice(0, at)}<Mark ref={mark}>{quote}</Mark>{text.slice(at + quote!.length)}</>}
    </pre>
  );
}
