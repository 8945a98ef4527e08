import { useState } from 'react';
import { Badge, Button, Table, Text, VisuallyHidden } from '@mantine/core';
import type { Fact, Field, LeadPage } from '#contracts';
import { Section } from '../frame/section';
import { fieldTitle, timeWords, valueWords } from '../words';
import { CorrectModal, isCorrectable } from './correct-modal';
import { OriginText } from './origin-text';
import { Proof, type OnPage } from './proof';
import { WrongButton } from './wrong-button';
import styles from './facts.module.css';

/** What is known, by field; the value in force comes first, as the server sorts them. */
function byField(facts: readonly Fact[]): [Field, Fact[]][] {
  const groups = new Map<Field, Fact[]>();
  for (const fact of facts) groups.set(fact.field, [...(groups.get(fact.field) ?? []), fact]);
  return [...groups];
}

const same = (a: Fact, b: Fact): boolean => JSON.stringify(a.value) === JSON.stringify(b.value);

/** Every value with where it came from. Values that were not chosen stay visible under the one that was. */
export function FactsTable({ lead, onPage }: { lead: LeadPage; onPage: OnPage }) {
  const [correcting, setCorrecting] = useState<Field | 'new' | null>(null);
  const groups = byField(lead.facts);
  return (
    <Section title="Facts" aside={<Button variant="subtle" size="compact-xs" onClick={() => setCorrecting('new')}>Add a value</Button>}>
      {groups.length === 0 && <Text c="dimmed">Nothing is known yet.</Text>}
      {groups.length > 0 && (
        <Table className={styles.facts} fz="sm">
          <Table.Thead><Table.Tr><Table.Th className={styles.field}>Field</Table.Th><Table.Th className={styles.value}>Value</Table.Th><Table.Th>Where from</Table.Th><Table.Th className={styles.sure}>Sure</Table.Th><Table.Th className={styles.when}>When</Table.Th><Table.Th className={styles.action}><VisuallyHidden>Actions</VisuallyHidden></Table.Th></Table.Tr></Table.Thead>
          <Table.Tbody>{groups.flatMap(([field, facts]) => facts.map((fact, place) => <FactRow key={`${field} ${place}`} fact={fact} chosen={facts[0]!} first={place === 0} lead={lead} onPage={onPage} onCorrect={() => setCorrecting(field)} />))}</Table.Tbody>
        </Table>
      )}
      {correcting !== null && <CorrectModal lead={lead} field={correcting === 'new' ? null : correcting} onClose={() => setCorrecting(null)} />}
    </Section>
  );
}

function FactRow({ fact, chosen, first, lead, onPage, onCorrect }: { fact: Fact; chosen: Fact; first: boolean; lead: LeadPage; onPage: OnPage; onCorrect: () => void }) {
  const proof = lead.evidence.find(({ id }) => id === fact.evidenceId);
  const differs = !first && !same(fact, chosen);
  return (
    <Table.Tr>
      {first ? <Table.Th scope="row" fw={500} className={styles.field}>{fieldTitle(fact.field)}</Table.Th> : <Table.Td aria-label={`${fieldTitle(fact.field)}, also said`} className={styles.field} />}
      <Table.Td className={styles.value}>
        <Text size="sm" fw={first ? 600 : 400} c={first ? undefined : 'dimmed'} className="lw-numbers" style={{ overflowWrap: 'anywhere' }}>{valueWords(fact.field, fact.value)}{differs && <Badge size="xs" color="yellow" c="var(--lw-open)" ml={6}>differs</Badge>}</Text>
        {fact.raw !== null && fact.raw !== String(fact.value) && proof === undefined && <Text size="xs" c="dimmed" lineClamp={1}>{fact.origin === 'human' ? fact.raw : `as given: ${fact.raw}`}</Text>}
      </Table.Td>
      <Table.Td className={styles.origin}>{proof ? <Proof evidence={proof} onPage={onPage} /> : <OriginText fact={fact} />}</Table.Td>
      <Table.Td className={`lw-numbers ${styles.sure}`} c="dimmed">{Math.round(fact.confidence * 100)} %</Table.Td>
      <Table.Td className={`lw-numbers ${styles.when}`} c="dimmed" style={{ whiteSpace: 'nowrap' }}>{timeWords(fact.observedAt)}</Table.Td>
      <Table.Td className={styles.action}>{first && isCorrectable(fact.field) && <WrongButton what={fieldTitle(fact.field)} onClick={onCorrect} />}</Table.Td>
    </Table.Tr>
  );
}
