import { Text } from '@mantine/core';
import type { RunStepView } from '#contracts';
import { moneyWords, pageWords } from '../words';
import { leftOut, whyNot } from './why-not';
import styles from './run.module.css';

/** Shown at once; the rest on demand. */
const FIRST = 3;

/** What could have been looked at instead: worth and cost of each, and why it was not. */
export function LeftOut({ step }: { step: RunStepView }) {
  const items = leftOut(step);
  if (items.length === 0) return null;
  const rest = items.slice(FIRST);
  return (
    <div className={styles.leftOut}>
      <Text size="sm" c="dimmed" fw={500}>{step.decision.kind === 'conclude' ? 'Could still have looked at' : 'Could also have looked at'}</Text>
      <Items items={items.slice(0, FIRST)} step={step} />
      {rest.length > 0 && <details><summary className={styles.more}>{rest.length} more</summary><Items items={rest} step={step} /></details>}
    </div>
  );
}

const Items = ({ items, step }: { items: RunStepView['menu']; step: RunStepView }) => (
  <ul className={styles.items}>
    {items.map((item) => (
      <li key={item.url} className={styles.item}>
        <Text size="sm" title={pageWords(item.url)}>{item.label}</Text>
        <Text size="sm" c="dimmed" className="lw-numbers">{priceWords(item)}</Text>
        <Text size="sm" c="dimmed">{whyNot(item, step)}</Text>
      </li>
    ))}
  </ul>
);

/** `worth $2.25, cost $0.50` */
export const priceWords = ({ worthMicro, costMicro }: RunStepView['menu'][number]): string => `worth ${moneyWords(worthMicro)}, cost ${moneyWords(costMicro)}`;
