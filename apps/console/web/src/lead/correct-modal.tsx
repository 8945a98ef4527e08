import { useState } from 'react';
import { Autocomplete, Button, Group, Modal, NumberInput, Select, Stack, TagsInput, Text, TextInput } from '@mantine/core';
import type { Fact, FactValue, Field, LeadPage } from '#contracts';
import { useAct } from '../api';
import { fieldTitle } from '../words';

/** Fields a person can set, and how each is written. What is not listed follows from these. */
const KINDS: Partial<Record<Field, 'number' | 'list' | 'country' | 'industry' | 'text'>> = {
  'company.employees': 'number', 'company.coldSites': 'number', 'company.openRoles': 'number', 'company.certifications': 'list',
  'company.country': 'country', 'lead.country': 'country', 'company.industry': 'industry', 'company.kind': 'industry',
  'company.name': 'text', 'company.domain': 'text', 'company.newSite': 'text', 'company.description': 'text',
  'person.title': 'text', 'person.department': 'text', 'person.seniority': 'text', 'person.firstName': 'text', 'person.lastName': 'text', 'person.email': 'text', 'person.phone': 'text',
};
const FIELDS = Object.keys(KINDS) as Field[];
export const isCorrectable = (field: Field): boolean => field in KINDS;
/** The slugs that rules and the profile know; another may be typed. */
const INDUSTRIES = ['food-manufacturing', 'cold-storage', 'grocery-distribution', 'pharma-distribution', 'logistics', 'events', 'software', 'staffing', 'consultancy', 'monitoring-equipment'];

type Entered = string | number | string[];

const startWith = (field: Field | null, known: FactValue | undefined): Entered =>
  (typeof known === 'boolean' ? String(known) : known ?? (field !== null && KINDS[field] === 'list' ? [] : ''));

/** What is sent, of the type that the field has; null while it cannot be. */
function valueOf(field: Field | null, entered: Entered): FactValue | null {
  if (field === null) return null;
  if (Array.isArray(entered)) return entered.length > 0 ? entered : null;
  if (KINDS[field] === 'number') return typeof entered === 'number' ? entered : null;
  const text = String(entered).trim();
  if (KINDS[field] === 'country') return /^[A-Za-z]{2}$/.test(text) ? text.toUpperCase() : null;
  return text === '' ? null : text;
}

interface CorrectModalProps {
  lead: LeadPage;
  /** Null: the person chooses. */
  field: Field | null;
  /** What they think is right; without it the value in force stands there to be changed. */
  value?: FactValue;
  onClose: () => void;
}

/** A person says what is right. No machine overwrites it, and the lead is judged again. */
export function CorrectModal({ lead, field: given, value: proposed, onClose }: CorrectModalProps) {
  const [field, setField] = useState(given);
  const [entered, setEntered] = useState(() => startWith(given, proposed ?? lead.facts.find((fact) => fact.field === given)?.value));
  const [reason, setReason] = useState('');
  const act = useAct<{ field: Field; value: FactValue; reason?: string }, { fact: Fact }>(`/api/leads/${lead.row.id}/correct`, {
    refresh: [['lead', lead.row.id], ['leads']],
    done: ({ fact }) => `${fieldTitle(fact.field)} is corrected. The lead is judged again.`,
    onDone: onClose,
  });
  const value = valueOf(field, entered);
  const choose = (next: string | null): void => {
    setField(next as Field | null);
    setEntered(startWith(next as Field | null, lead.facts.find((fact) => fact.field === next)?.value));
  };
  return (
    <Modal opened onClose={onClose} title={<Text fw={600}>{given ? `Correct ${fieldTitle(given)}` : 'Add a value'}</Text>}>
      <form onSubmit={(event) => { event.preventDefault(); if (field && value !== null) act.mutate({ field, value, ...(reason.trim() ? { reason: reason.trim() } : {}) }); }}>
        <Stack gap="sm">
          <Text c="dimmed">Your value is kept over every machine's, and the lead is judged again.</Text>
          {given === null && <Select label="Field" required searchable data={FIELDS.map((one) => ({ value: one, label: fieldTitle(one) }))} value={field} onChange={choose} data-autofocus />}
          {field && <ValueInput field={field} entered={entered} onChange={setEntered} />}
          <TextInput label="Reason" description="Optional; shown with the value" maxLength={300} value={reason} onChange={({ currentTarget }) => setReason(currentTarget.value)} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>Cancel</Button>
            <Button type="submit" loading={act.isPending} disabled={value === null}>Save value</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function ValueInput({ field, entered, onChange }: { field: Field; entered: Entered; onChange: (value: Entered) => void }) {
  const shared = { label: 'Value', required: true, 'data-autofocus': true } as const;
  const text = Array.isArray(entered) ? entered.join(', ') : String(entered);
  switch (KINDS[field]) {
    case 'number': return <NumberInput {...shared} min={0} max={10_000_000} allowDecimal={false} thousandSeparator="," value={typeof entered === 'number' ? entered : ''} onChange={onChange} />;
    case 'list': return <TagsInput {...shared} description="Enter after each" value={Array.isArray(entered) ? entered : []} onChange={onChange} />;
    case 'country': return <TextInput {...shared} description="Two letters, like GB" maxLength={2} value={text} onChange={({ currentTarget }) => onChange(currentTarget.value.toUpperCase())} />;
    case 'industry': return <Autocomplete {...shared} data={INDUSTRIES} value={text} onChange={onChange} />;
    default: return <TextInput {...shared} value={text} onChange={({ currentTarget }) => onChange(currentTarget.value)} />;
  }
}
