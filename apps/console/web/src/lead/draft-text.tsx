import { Text } from '@mantine/core';
import type { DraftContent, DraftSentence, DraftView } from '#contracts';
import { Proof, type OnPage } from './proof';
import styles from './lead.module.css';

/** Sentences of one role are one paragraph. */
function paragraphs(sentences: readonly DraftSentence[]): DraftSentence[][] {
  const groups: DraftSentence[][] = [];
  for (const sentence of sentences) {
    const last = groups.at(-1);
    if (last?.[0]?.role === sentence.role) last.push(sentence);
    else groups.push([sentence]);
  }
  return groups;
}

/** The mail as plain text, without the marks that are only for the approver. */
export const mailText = ({ subject, sentences, footer }: DraftContent): string =>
  [`Subject: ${subject}`, ...paragraphs(sentences).map((group) => group.map(({ text }) => text).join(' ')), footer].join('\n\n');

/** The draft as it would go out, with a mark at each fact [1] and approved claim [C1], and what the marks stand for. */
export function DraftText({ draft, content, onPage }: { draft: DraftView; content: DraftContent; onPage: OnPage }) {
  const cited = [...new Set(content.sentences.flatMap(({ evidenceIds }) => evidenceIds))];
  const claims = new Map(content.sentences.flatMap(({ claimIds, text }) => claimIds.map((id) => [id, text] as const)));
  return (
    <div>
      <div className={styles.mail}>
        <Text size="sm" c="dimmed">To {content.to}</Text>
        <Text fw={600} mb={10}>Subject: {content.subject}</Text>
        {paragraphs(content.sentences).map((group, place) => <p key={place}>{group.map((sentence, at) => <Sentence key={at} sentence={sentence} cited={cited} />)}</p>)}
        <Text size="xs" c="dimmed" style={{ whiteSpace: 'pre-line' }}>{content.footer}</Text>
      </div>
      {cited.length + claims.size > 0 && (
        <dl className={styles.notes} aria-label="What the draft rests on">
          {cited.map((id, place) => {
            const evidence = draft.evidence.find((one) => one.id === id);
            return [<dt key={`${id} mark`}>[{place + 1}]</dt>, <dd key={id}>{evidence ? <Proof evidence={evidence} onPage={onPage} /> : 'what they wrote themselves'}</dd>];
          })}
          {[...claims].map(([id, text]) => [<dt key={`${id} mark`}>[{id}]</dt>, <dd key={id}>approved statement: {text}</dd>])}
        </dl>
      )}
    </div>
  );
}

function Sentence({ sentence: { text, evidenceIds, claimIds }, cited }: { sentence: DraftSentence; cited: readonly string[] }) {
  const marks = [...evidenceIds.map((id) => `[${cited.indexOf(id) + 1}]`), ...claimIds.map((id) => `[${id}]`)];
  return <>{text}{marks.length > 0 && <span className={styles.note}>{'\u2060'}{marks.join('')}</span>}{' '}</>;
}
