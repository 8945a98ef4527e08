import { Anchor, Mark, Text } from '@mantine/core';
import type { Evidence } from '#contracts';
import { pageWords, quoteWords, timeWords } from '../words';
import type { SavedPageLink } from './saved-page-modal';

export type OnPage = (page: SavedPageLink) => void;
interface ProofProps { evidence: Evidence; onPage: OnPage }

/** A quote and the saved page that it stands in. */
export function Proof({ evidence, onPage }: ProofProps) {
  return (
    <Text size="sm" c="dimmed" component="span">
      {evidence.polarity === 'refutes' && 'against it: '}<Text span inherit c="var(--mantine-color-text)">“{quoteWords(evidence.quote)}”</Text>{' '}
      <Anchor component="button" type="button" inherit ta="left" onClick={() => onPage(linkOf(evidence))}>{pageWords(evidence.url)}, saved {timeWords(evidence.observedAt)}</Anchor>
    </Text>
  );
}

/** A quote under the name of its page: marked, and itself the way to its place there. */
export function Quoted({ evidence, onPage }: ProofProps) {
  return (
    <Text size="sm" component="span">
      {evidence.polarity === 'refutes' && 'against it: '}
      <Anchor component="button" type="button" inherit ta="left" c="inherit" underline="hover" aria-label={`${quoteWords(evidence.quote)}, show it on the saved page`} onClick={() => onPage(linkOf(evidence))}><Mark>{quoteWords(evidence.quote)}</Mark></Anchor>
    </Text>
  );
}

const linkOf = ({ snapshotId, quote }: Evidence): SavedPageLink => ({ snapshotId, quote });
