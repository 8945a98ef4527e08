import { readFileSync } from 'node:fs';

/** A record that no app of ours would write. `heardBy`: the groups in each of which it must become a dead letter. */
export interface PoisonRecord { readonly what: string; readonly topic: string; readonly key: string; readonly value: Buffer | null; readonly heardBy: readonly string[] }

/** Topics to poison, and who listens there. */
const TOPICS: readonly (readonly [topic: string, heardBy: readonly string[]])[] = [
  ['lead.captured.v1', ['enrichment', 'console']], ['lead.enriched.v1', ['assignment', 'console']], ['lead.assigned.v1', ['research', 'delivery', 'console']],
  ['lead.researched.v1', ['enrichment', 'assignment', 'delivery', 'console']], ['research.requested.v1', ['research', 'console']],
];
export type SampleEvent = Record<string, unknown> & { data: Record<string, unknown> };
const text = (event: unknown): Buffer => Buffer.from(JSON.stringify(event));

/** Ten classes that any writer could write, each made from a good event. The two that need a handler with a defect are in the drill `stock` and in `libs/messaging/src/kafka/poison.int.spec.ts`. */
export const BROKEN_CLASSES: Readonly<Record<string, (sample: SampleEvent) => Buffer | null>> = {
  'bad-json': () => Buffer.from('{"id": "x", '),
  'a-string': () => Buffer.from('"lead"'),
  tombstone: () => null,
  'leading-nul': (sample) => Buffer.concat([Buffer.from([0]), text(sample)]),
  'too-deep': (sample) => Buffer.from(JSON.stringify({ ...sample, deep: 0 }).replace('"deep":0', `"deep":${'['.repeat(100_000)}${']'.repeat(100_000)}`)),
  'unknown-version': (sample) => text({ ...sample, version: 9 }),
  'missing-property': ({ leadId: _, ...event }) => text(event),
  'wrong-enum': (sample) => text({ ...sample, type: 'lead.unheard' }),
  'too-large': (sample) => text({ ...sample, more: 'x'.repeat(900_000) }),
  'invalid-utf8': (sample) => Buffer.concat([text(sample).subarray(0, -2), Buffer.from([0xc3, 0x28]), Buffer.from('"}}')]),
};
/** Class 13: it passes its contract, and a column of console is too short for it. */
const REFUSED = 'refused-by-database';

/** One record of every class, numbered `n`; the topic changes from class to class and from time to time. `samples`: where `<topic>.json` are. */
export function poisonRecords(n: number, samples = 'libs/contracts/samples'): PoisonRecord[] {
  const sample = (topic: string): SampleEvent => JSON.parse(readFileSync(`${samples}/${topic}.json`, 'utf8')) as SampleEvent;
  const records = Object.entries(BROKEN_CLASSES).map(([what, make], index): PoisonRecord => {
    const [topic, heardBy] = TOPICS[(n + index) % TOPICS.length]!;
    return { what, topic, key: `poison-${what}-${n}`, value: make(sample(topic)), heardBy };
  });
  const ignored = sample('submission.ignored.v1');
  const key = `poison-${REFUSED}-${n}`;
  const refused = text({ ...ignored, id: `event-${key}`, leadId: key, correlationId: key, sequence: 1, data: { ...ignored.data, submissionId: key, connection: 'x'.repeat(500) } });
  return [...records, { what: REFUSED, topic: 'submission.ignored.v1', key, value: refused, heardBy: ['console'] }];
}
