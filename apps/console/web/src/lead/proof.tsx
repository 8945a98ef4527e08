import { Anchor, Text } from '@mantine/core';
import type { Evidence } from '#contracts';
import { pageWords, timeWords } from '../words';
import type { SavedPageLink } from './saved-page-modal';

export type OnPage = (page: SavedPageLink) => void;

/** A quote and the saved page that it stands in. */
export function Proof({ evidence: { quote, url, snapshotId, observedAt, polarity }, onPage }: { evidence: Evidence; onPage: OnPage }) {
  return (
    <Text size="sm" c="dimmed" component="span">
      {polarity === 'refutes' && 'against it: '}<Text span inherit c="var(--mantine-color-text)">“{quote}”</Text>{' '}
      <Anchor component="button" type="button" inherit ta="left" onClick={() => onPage({ snapshotId, quote })}>{pageWords(url)}, saved {timeWords(observedAt)}</Anchor>
    </Text>
  );
}
