import { Badge, Text } from '@mantine/core';
import type { EffectView } from '#contracts';
import { Section } from '../frame/section';
import { timeWords } from '../words';
import styles from './lead.module.css';

const STATES = { done: null, would_have: ['Observe only', 'gray'], superseded: ['Not needed any more', 'gray'], failed: ['Refused', 'red'] } as const satisfies Record<EffectView['state'], readonly [string, string] | null>;

/** What went out: to the CRM, to the rep, to the lead. */
export function UpdatesSent({ effects }: { effects: readonly EffectView[] }) {
  return (
    <Section title="Updates sent">
      {effects.length === 0 ? <Text c="dimmed">Nothing has been sent yet.</Text> : (
        <ul className={styles.entries}>
          {effects.map(({ id, state, sentence, vendorSaid, mayHaveRepeated, at }) => (
            <li key={id} className={styles.entry}>
              <Text size="sm" c="dimmed" className="lw-numbers">{timeWords(at)}</Text>
              <div>
                <Text size="md">{sentence} {STATES[state] && <Badge size="sm" color={STATES[state][1]}>{STATES[state][0]}</Badge>}</Text>
                {vendorSaid && <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>It said: {vendorSaid}</Text>}
                {mayHaveRepeated && <Text size="sm" c="var(--lw-open)">An answer was lost, so this may have gone out twice.</Text>}
              </div>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
