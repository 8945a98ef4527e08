import { Text } from '@mantine/core';
import type { CrmRef, LeadPage } from '#contracts';
import { Section } from '../frame/section';
import { timeWords } from '../words';
import styles from './lead.module.css';

const SYSTEMS: Readonly<Record<CrmRef['system'], string>> = { hubspot: 'HubSpot', salesforce: 'Salesforce', pipedrive: 'Pipedrive', zoho: 'Zoho' };

/** What the person asked for, and where the lead came from and lives. */
export function MessageCard({ lead: { row, person, crm, summary } }: { lead: LeadPage }) {
  const places = crm.map(({ system, objectType, objectId }) => `${SYSTEMS[system]} ${objectType} ${objectId}`);
  return (
    <Section title="Message" aside={<Text size="sm" c="dimmed">from {row.connection}, {timeWords(row.capturedAt)}</Text>}>
      {person.message ? <blockquote className={styles.quote}>{person.message}</blockquote> : <Text c="dimmed">They left no message.</Text>}
      {summary && <Text size="sm" c="dimmed" mt={10}>{summary}</Text>}
      {places.length > 0 && <Text size="sm" c="dimmed" mt={4}>In {places.join(', ')}</Text>}
    </Section>
  );
}
