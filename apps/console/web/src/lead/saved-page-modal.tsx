import { useEffect, useRef } from 'react';
import { Alert, Mark, Modal, Text } from '@mantine/core';
import type { SnapshotRef } from '#contracts';
import { useGet } from '../api';
import { Loading, ProblemView } from '../frame/problem-view';
import { pageWords, timeWords } from '../words';
import styles from './lead.module.css';

/** A saved page to show, and the quote in it. */
export interface SavedPageLink { snapshotId: string; quote: string | null }
interface SavedPage { url: string; text: string; savedAt: string; flags: SnapshotRef['flags'] }

export const FLAG_WORDS: Readonly<Record<SnapshotRef['flags'][number], string>> = {
  injection_suspected: 'This page speaks to machines: it holds text that tries to steer a reader like ours. Nothing it says was followed.',
  hidden_text: 'It holds text that visitors do not see.',
  truncated: 'It was too long; only its beginning is saved.',
  not_html: 'It is not a web page.',
};

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
          {saved.data.flags.map((flag) => <Alert key={flag} color="yellow" mb="xs" p="xs">{FLAG_WORDS[flag]}</Alert>)}
          <Marked text={saved.data.text} quote={page.quote} />
        </>
      )}
    </Modal>
  );
}

function Marked({ text, quote }: { text: string; quote: string | null }) {
  const mark = useRef<HTMLElement>(null);
  useEffect(() => mark.current?.scrollIntoView({ block: 'center' }), []);
  const at = quote ? text.indexOf(quote) : -1;
  return (
    <pre className={styles.saved} tabIndex={0} aria-label="Text of the page">
      {at < 0 ? text : <>{text.slice(0, at)}<Mark ref={mark}>{quote}</Mark>{text.slice(at + quote!.length)}</>}
    </pre>
  );
}
