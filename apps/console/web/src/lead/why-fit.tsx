import { Text } from '@mantine/core';
import { IconCheck, IconQuestionMark, IconX, IconArrowsLeftRight } from '@tabler/icons-react';
import type { CriterionResult, Fit, LeadPage } from '#contracts';
import { Section } from '../frame/section';
import { VERDICT_WORDS } from '../words';
import { originWords } from './origin-words';
import { Proof, type OnPage } from './proof';
import styles from './lead.module.css';

/** How a criterion reads: a rule-out that is met speaks against the lead. */
function signOf({ kind, state }: CriterionResult): { icon: typeof IconCheck; color: string; says: string } {
  if (state === 'unknown') return { icon: IconQuestionMark, color: 'var(--lw-open)', says: 'Not known' };
  if (state === 'conflicting') return { icon: IconArrowsLeftRight, color: 'var(--lw-open)', says: 'Sources disagree' };
  const isGood = (state === 'met') !== (kind === 'disqualifier');
  return isGood ? { icon: IconCheck, color: 'var(--lw-good)', says: 'Yes' } : { icon: IconX, color: kind === 'points' ? 'var(--mantine-color-dimmed)' : 'var(--lw-bad)', says: 'No' };
}

function labelOf({ kind, state, label, points }: CriterionResult): string {
  if (kind === 'disqualifier') return state === 'not_met' ? `Not ruled out: ${label.charAt(0).toLowerCase()}${label.slice(1)}` : `Rules out: ${label.charAt(0).toLowerCase()}${label.slice(1)}`;
  if (kind === 'moment') return `Good moment: ${label}`;
  return kind === 'points' && state === 'met' ? `+${points} ${label}` : label;
}

/** What is still to be had, or why nothing came of it. */
function asideOf({ kind, state, points }: CriterionResult): string | null {
  if (kind === 'points' && state !== 'met') return state === 'not_met' ? `+${points} not given` : `+${points} if found`;
  return kind === 'moment' ? 'never counts' : null;
}

const foundWords = ({ state, found }: CriterionResult): string => (state === 'unknown' ? ' · not found' : found === null ? '' : state === 'conflicting' ? ` · sources disagree: ${found}` : ` · ${found}`);

/** Met first within each kind; a moment that is not known is no news. */
const ORDER: Readonly<Record<CriterionResult['kind'], number>> = { must: 0, disqualifier: 1, points: 2, moment: 3 };
const shown = ({ criteria }: Fit): CriterionResult[] =>
  criteria.filter(({ kind, state }) => kind !== 'moment' || state !== 'unknown').sort((a, b) => ORDER[a.kind] - ORDER[b.kind] || Number(b.state === 'met') - Number(a.state === 'met'));

export function WhyFit({ lead, onPage }: { lead: LeadPage; onPage: OnPage }) {
  const { fit } = lead;
  return (
    <Section title="Why fit" aside={fit && <Text size="sm" c="dimmed">Profile version {fit.icp.version}</Text>}>
      {!fit ? <Text c="dimmed">Not judged yet. It is being looked up.</Text> : (
        <>
          <Text fw={600} className="lw-numbers">{VERDICT_WORDS[fit.verdict]}, {fit.points} of {fit.possible} points ({fit.needed} needed)</Text>
          {fit.verdict !== 'fit' && <Text size="sm" c="dimmed" mt={2}>{fit.sentence}</Text>}
          <ul className={styles.criteria} style={{ marginTop: 10 }}>{shown(fit).map((criterion) => <Criterion key={criterion.id} criterion={criterion} lead={lead} onPage={onPage} />)}</ul>
        </>
      )}
    </Section>
  );
}

function Criterion({ criterion, lead, onPage }: { criterion: CriterionResult; lead: LeadPage; onPage: OnPage }) {
  const { icon: Icon, color, says } = signOf(criterion);
  const proofs = lead.evidence.filter(({ id }) => criterion.evidenceIds.includes(id));
  const fact = lead.facts.find(({ field }) => criterion.fields.includes(field));
  const aside = asideOf(criterion);
  return (
    <li className={styles.criterion}>
      <Icon size={15} stroke={2.6} color={color} role="img" aria-label={says} />
      <Text size="md">{labelOf(criterion)}<Text span inherit c="dimmed">{foundWords(criterion)}</Text>{proofs.length === 0 && fact && criterion.found !== null && <Text span size="sm" c="dimmed"> · {originWords(fact)}</Text>}</Text>
      {aside && <Text size="sm" c="dimmed">{aside}</Text>}
      {proofs.map((evidence) => <div key={evidence.id} className={styles.proof}><Proof evidence={evidence} onPage={onPage} /></div>)}
    </li>
  );
}
