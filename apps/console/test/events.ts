import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EventContract, EventMessage } from '#contracts';

const samples = join(import.meta.dirname, '../../../libs/contracts/samples');

/** The golden sample of an event as one of `leadId`, with other envelope members and other data where given. */
export function sampleEvent<D>(contract: EventContract<D>, leadId: string, { data = {}, ...envelope }: Partial<Omit<EventMessage, 'data'>> & { data?: Partial<D> } = {}): EventMessage<D> {
  const sample = contract.schema.parse(JSON.parse(readFileSync(join(samples, `${contract.topic}.json`), 'utf8')));
  return { ...sample, leadId, ...envelope, data: { ...sample.data, ...data } };
}

/** Its data alone, for publishing. */
export const sampleData = <D>(contract: EventContract<D>, data: Partial<D> = {}): D => sampleEvent(contract, 'lead', { data }).data;
