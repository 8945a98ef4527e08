import { readFileSync } from 'node:fs';
import { BROKEN_CLASSES, type SampleEvent } from '../../faults/poison-records.js';
import { BUG, NEVER } from './faulty-handler.js';

/** A record for both programs. `poison`: its class, null when it is good. */
export interface StockRecord { readonly id: string; readonly poison: string | null; readonly partition: number; readonly value: Buffer | null }

export const PARTITIONS = 4;
/** One of a hundred is poison. */
const GOOD_FOR_EACH = 99;
/** The column holds 512 characters; the contract names no limit. */
const TOO_LONG = 600;

/** Thirteen classes: ten that are no event, two that break the handler, one that the database refuses. */
const CLASSES: Readonly<Record<string, (event: SampleEvent) => Buffer | null>> = {
  ...BROKEN_CLASSES,
  'handler-bug': (event) => withRep(event, BUG),
  'handler-never-succeeds': (event) => withRep(event, NEVER),
  'refused-by-database': (event) => withRep(event, 'x'.repeat(TOO_LONG)),
};
export const CLASS_COUNT = Object.keys(CLASSES).length;

const withRep = (event: SampleEvent, rep: string): Buffer => Buffer.from(JSON.stringify({ ...event, data: { ...event.data, rep } }));

/** Events of `lead.accepted.v1` over four partitions, one poison in the middle of each hundred, `rounds` times each class; with `poisoned` false only the good ones, the same. */
export function stockRecords(rounds: number, poisoned: boolean, samples = 'libs/contracts/samples'): StockRecord[] {
  const sample = JSON.parse(readFileSync(`${samples}/lead.accepted.v1.json`, 'utf8')) as SampleEvent;
  const make = (id: string, sequence: number): SampleEvent => ({ ...sample, id, leadId: id, correlationId: id, sequence });
  const classes = Object.entries(CLASSES);
  return Array.from({ length: rounds * classes.length }, (_, hundred) => {
    const good = Array.from({ length: GOOD_FOR_EACH }, (__, n): StockRecord => {
      const number = hundred * GOOD_FOR_EACH + n + 1;
      const id = `good-${String(number).padStart(6, '0')}`;
      return { id, poison: null, partition: n % PARTITIONS, value: withRep(make(id, number), 'nora') };
    });
    if (!poisoned) return good;
    const [what, change] = classes[hundred % classes.length]!;
    const id = `poison-${what}-${Math.floor(hundred / classes.length)}`;
    return good.toSpliced(GOOD_FOR_EACH / 2, 0, { id, poison: what, partition: hundred % PARTITIONS, value: change(make(id, 1)) });
  }).flat();
}
