import { terminal, toFailure, type EventContract, type EventMessage, type Failure } from '#contracts';
import type { BusRecord } from './bus.js';

export interface Poison { readonly record: BusRecord; readonly failure: Failure }
export interface Decoded<D> { readonly record: BusRecord; readonly message: EventMessage<D> }

/** Decodes and validates every record by itself, before any transaction, so that one that is bad cannot stop its neighbours. */
export function decodeRecords<D>(contract: EventContract<D>, records: readonly BusRecord[]): { good: Decoded<D>[]; poison: Poison[] } {
  const good: Decoded<D>[] = [];
  const poison: Poison[] = [];
  for (const record of records) {
    try {
      good.push({ record, message: decodeRecord(contract, record) });
    } catch (error) {
      poison.push({ record, failure: toFailure(error) });
    }
  }
  return { good, poison };
}

function decodeRecord<D>(contract: EventContract<D>, record: BusRecord): EventMessage<D> {
  let json: unknown;
  try {
    json = JSON.parse(record.value);
  } catch (error) {
    throw terminal('EVENT.UNREADABLE', `A record on ${record.topic} is not JSON: ${(error as Error).message}.`, { cause: error });
  }
  const parsed = contract.schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw terminal('EVENT.INVALID', `A record on ${record.topic} does not match its contract: ${issue?.path.join('.') || 'the record'}: ${issue?.message}.`);
}
