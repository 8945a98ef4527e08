import { Alert, Text } from '@mantine/core';
import type { SnapshotRef } from '#contracts';

type Flag = SnapshotRef['flags'][number];
interface FlagWords { title: string; says: string; warns: boolean }

const WORDS: Readonly<Record<Flag, FlagWords>> = {
  injection_suspected: { title: 'Tries to give orders', says: 'It holds text that tries to steer machines that read it. None of it was followed.', warns: true },
  hidden_text: { title: 'Hidden text', says: 'It holds text that visitors do not see. That text was left out.', warns: true },
  truncated: { title: 'Cut short', says: 'It was too long: only its beginning is saved.', warns: false },
  not_html: { title: 'No web page', says: 'This is an answer of a service, as it came.', warns: false },
};

/** What is odd about a saved page, in plain words: warnings first, then what is only good to know. */
export function PageFlags({ flags }: { flags: readonly Flag[] }) {
  const known = flags.map((flag) => ({ flag, ...WORDS[flag] }));
  const [warnings, notes] = [known.filter(({ warns }) => warns), known.filter(({ warns }) => !warns)];
  return (
    <>
      {warnings.length > 0 && (
        <Alert color="yellow" p="xs">
          {warnings.map(({ flag, title, says }) => <Text key={flag} size="sm"><Text span inherit fw={600}>{title}.</Text> {says}</Text>)}
        </Alert>
      )}
      {notes.map(({ flag, title, says }) => <Text key={flag} size="sm" c="dimmed">{title}. {says}</Text>)}
    </>
  );
}
