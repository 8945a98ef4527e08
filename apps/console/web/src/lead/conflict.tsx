import { Button, Group, Text } from '@mantine/core';
import type { CriterionResult, FactValue, LeadPage } from '#contracts';
import { conflictWords, differing, measureWords } from './conflict-words';
import styles from './lead.module.css';

/** Sources disagree: both values with who says so, which of them is gone by, and the way to settle it where no question on the page does. */
export function Conflict({ criterion, lead, onRight }: { criterion: CriterionResult; lead: LeadPage; onRight: (value: FactValue) => void }) {
  const [about] = criterion.fields;
  const facts = differing(lead.facts, about!);
  const [inForce] = facts;
  if (!inForce || facts.length < 2) return null;
  const shown = measureWords(inForce.field, inForce.value);
  const isAsked = lead.question?.choices.some((choice) => choice.facts.some(({ field }) => field === about)) ?? false;
  return (
    <div className={styles.conflict}>
      <Text size="sm">{conflictWords(facts)}</Text>
      <Text size="sm" c="dimmed">For the fit {facts.length === 2 ? 'neither' : 'none of them'} counts until a person says which is right. The rules go by {shown} until then.</Text>
      {!isAsked && <Group gap={6} mt={4}>{facts.map(({ field, value }) => <Button key={String(value)} variant="default" size="compact-sm" onClick={() => onRight(value)}>{measureWords(field, value)} is right</Button>)}</Group>}
    </div>
  );
}
