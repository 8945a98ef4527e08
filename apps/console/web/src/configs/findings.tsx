import { Text } from '@mantine/core';
import type { ConfigFindingView } from '#contracts';
import styles from './configs.module.css';

/** All that is wrong with a text, at once: where, what, the place underlined, and what to do. */
export function Findings({ findings }: { findings: readonly ConfigFindingView[] }) {
  return (
    <ol className={styles.findings}>
      {findings.map(({ line, where, message, excerpt, remedy, severity }, place) => (
        <li key={place}>
          <Text><b>{placeWords(line, where)}:</b> {severity === 'warning' && 'warning, '}{message}</Text>
          {excerpt && <pre className={styles.excerpt} tabIndex={0} aria-label="The place">{excerpt.text}{'\n'}{' '.repeat(excerpt.from)}<b>{'^'.repeat(Math.max(1, excerpt.to - excerpt.from))}</b></pre>}
          <Text>{remedy}</Text>
        </li>
      ))}
    </ol>
  );
}

/** `line 38, rule "north-america"`; a place that is a line already is not named twice. */
const placeWords = (line: number | null, where: string): string => (line === null || /^line \d/.test(where) ? where : `line ${line}, ${where}`);
