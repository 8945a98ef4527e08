import { useMemo } from 'react';
import { Text } from '@mantine/core';
import { diffLines, foldDiff, type DiffLine } from '../../../src/configs/diff-lines';
import { countWords } from '../words';
import styles from './configs.module.css';

const SIGNS: Readonly<Record<DiffLine['kind'], string>> = { same: ' ', added: '+', removed: '−' };
const SAID: Readonly<Record<DiffLine['kind'], string>> = { same: '', added: 'added: ', removed: 'removed: ' };

/** Two texts, line by line; equal lines far from a change are left out. */
export function ConfigDiff({ before, after, label }: { before: string; after: string; label: string }) {
  const { parts, added, removed } = useMemo(() => {
    const lines = diffLines(before, after);
    const count = (kind: DiffLine['kind']) => lines.filter((line) => line.kind === kind).length;
    return { parts: foldDiff(lines), added: count('added'), removed: count('removed') };
  }, [before, after]);
  if (added + removed === 0) return <Text mt={10} c="dimmed">{label}: nothing, line for line.</Text>;
  return (
    <figure className={styles.diff}>
      <figcaption>{label}: {countWords(added, 'line')} added, {removed} removed</figcaption>
      <div className={styles.scroll} tabIndex={0} role="region" aria-label={label}>
        <table><tbody>{parts.flatMap((part, place) => ('leftOut' in part ? [<LeftOut key={place} lines={part.leftOut} />] : part.lines.map((line) => <Line key={`${line.before} ${line.after}`} line={line} />)))}</tbody></table>
      </div>
    </figure>
  );
}

const LeftOut = ({ lines }: { lines: number }) => <tr className={styles.leftOut}><td colSpan={4}>{countWords(lines, 'line')} the same</td></tr>;

const Line = ({ line: { kind, text, before, after } }: { line: DiffLine }) => (
  <tr data-kind={kind}>
    <td className={styles.number}>{before}</td>
    <td className={styles.number}>{after}</td>
    <td className={styles.mark} aria-hidden>{SIGNS[kind]}</td>
    <td><span className={styles.said}>{SAID[kind]}</span>{text}</td>
  </tr>
);
