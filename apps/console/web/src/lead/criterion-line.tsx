import { Text } from '@mantine/core';
import type { CriterionResult, FactValue, Field, LeadPage } from '#contracts';
import { Conflict } from './conflict';
import { isCorrectable } from './correct-modal';
import { asideOf, foundWords, labelOf, signOf } from './criterion-words';
import { OriginText } from './origin-text';
import { Proof, type OnPage } from './proof';
import { WrongButton } from './wrong-button';
import styles from './lead.module.css';

interface CriterionLineProps { criterion: CriterionResult; lead: LeadPage; onPage: OnPage; onWrong: (field: Field, value?: FactValue) => void }

/** One criterion of the profile: how it stands, what proves it, and the way to say that it is wrong. */
export function CriterionLine({ criterion, lead, onPage, onWrong }: CriterionLineProps) {
  const { icon: Icon, color, says } = signOf(criterion);
  const [field] = criterion.fields;
  const proofs = lead.evidence.filter(({ id }) => criterion.evidenceIds.includes(id));
  const fact = lead.facts.find((one) => one.field === field);
  const aside = asideOf(criterion);
  const isTold = fact && criterion.state !== 'conflicting' && criterion.found !== null && (proofs.length === 0 || fact.origin === 'human');
  return (
    <li className={styles.criterion}>
      <Icon size={15} stroke={2.6} color={color} role="img" aria-label={says} />
      <Text size="md">{labelOf(criterion)}<Text span inherit c="dimmed">{foundWords(criterion)}</Text>{isTold && <> <OriginText fact={fact} /></>}{aside && <Text span size="sm" c="dimmed"> · {aside}</Text>}</Text>
      {field && isCorrectable(field) ? <WrongButton what={criterion.label} isKnown={criterion.state !== 'unknown'} onClick={() => onWrong(field)} /> : <span />}
      {proofs.map((evidence) => <div key={evidence.id} className={styles.proof}><Proof evidence={evidence} onPage={onPage} /></div>)}
      {criterion.state === 'conflicting' && field && <Conflict criterion={criterion} lead={lead} onRight={(value) => onWrong(field, value)} />}
    </li>
  );
}
