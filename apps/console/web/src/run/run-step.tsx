import { Anchor, Loader, Text } from '@mantine/core';
import type { RunStepView } from '#contracts';
import { Quoted, type OnPage } from '../lead/proof';
import { fieldTitle, pageWords, timeWords, valueWords } from '../words';
import { LeftOut, priceWords } from './left-out';
import { PageFlags } from './page-flags';
import styles from './run.module.css';

/** One decision of a run: what was chosen and why, what it brought, and what was left out. */
export function RunStep({ step, onPage }: { step: RunStepView; onPage: OnPage }) {
  const { decision, look, at, sentence } = step;
  return (
    <li className={styles.step} data-kind={decision.kind}>
      <div className={styles.head}>
        <Text fw={600}>{headOf(step)}</Text>
        <Text size="sm" c="dimmed" className="lw-numbers"><time dateTime={at}>{timeWords(at)}</time></Text>
      </div>
      <Text size="sm">{whyOf(step)}</Text>
      {sentence && <Text size="sm" c="dimmed">{decision.kind === 'conclude' ? 'It stood at' : 'Until then'}: {sentence}</Text>}
      {look ? <Brought look={look} onPage={onPage} /> : decision.kind === 'look' && <Text size="sm" mt={6}><Loader size={12} mr={6} />Looking now</Text>}
      <LeftOut step={step} />
    </li>
  );
}

const chosenOf = ({ menu }: RunStepView): RunStepView['menu'][number] | null => menu.find(({ chosen }) => chosen) ?? null;

function headOf(step: RunStepView): string {
  if (step.decision.kind === 'conclude') return 'Stopped looking';
  if (step.decision.kind === 'refused') return 'A choice was refused';
  const label = chosenOf(step)?.label ?? step.look?.label ?? '';
  return capital(label);
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** The reason on record. The price says it all where the choice followed from it. */
function whyOf(step: RunStepView): string {
  const { decision } = step;
  const chosen = chosenOf(step);
  if (decision.kind !== 'look' || !chosen) return decision.why;
  const reason = decision.why.startsWith(`${chosen.label}: worth `) ? null : decision.why;
  return capital([reason && `“${reason}”`, chosen.serves === 'draft' && 'for the first line of the mail', priceWords(chosen)].filter(Boolean).join(' · '));
}

/** What a look brought: the saved page, what it proved, and what does not count. */
function Brought({ look: { url, ok, said, snapshot, accepted, rejected }, onPage }: { look: NonNullable<RunStepView['look']>; onPage: OnPage }) {
  return (
    <div className={styles.brought}>
      {snapshot ? <Anchor component="button" type="button" size="sm" ta="left" className={styles.page} onClick={() => onPage({ snapshotId: snapshot.id, quote: null })}>{pageWords(url)}, saved {timeWords(snapshot.savedAt)}</Anchor> : <Text size="sm" c="dimmed" className={styles.page}>{pageWords(url)}</Text>}
      {!ok && <Text size="sm" c="var(--lw-open)">{said}</Text>}
      {snapshot && <PageFlags flags={snapshot.flags} />}
      {ok && accepted.length + rejected.length === 0 && <Text size="sm" c="dimmed">It says nothing new about what is asked.</Text>}
      {accepted.length > 0 && (
        <dl className={styles.found}>
          {accepted.map((evidence) => [
            <dt key={`${evidence.id} field`}>{fieldTitle(evidence.field)} <Text span inherit fw={600}>{valueWords(evidence.field, evidence.value)}</Text></dt>,
            <dd key={evidence.id}><Quoted evidence={evidence} onPage={onPage} /></dd>,
          ])}
        </dl>
      )}
      {rejected.map(({ evidence, because }) => <Text key={evidence.id} size="sm" c="dimmed">Does not count: <Quoted evidence={evidence} onPage={onPage} /> ({because})</Text>)}
    </div>
  );
}
