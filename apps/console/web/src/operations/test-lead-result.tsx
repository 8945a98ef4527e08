import { Alert, Text } from '@mantine/core';
import type { TestLeadView } from '#contracts';
import styles from './operations.module.css';

/** `submittedAt` → `submitted at` */
const fieldWords = (field: string): string => (field === 'email' ? 'e-mail' : field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`));

/** What came of a test lead, and which fields were found in it. */
export function TestLeadResult({ result: { ok, sentence, fields } }: { result: TestLeadView }) {
  return (
    <Alert className={styles.result} color={ok ? 'green' : 'yellow'} p="xs" title={ok ? 'The test lead went through' : 'The test lead did not go through'}>
      <Text size="sm" className={styles.words}>{sentence}</Text>
      {fields.length > 0 && (
        <dl className={styles.fields} aria-label="Fields that were found">
          {fields.map(({ field, value }) => <div key={field}><dt>{fieldWords(field)}</dt><dd>{value}</dd></div>)}
        </dl>
      )}
    </Alert>
  );
}
