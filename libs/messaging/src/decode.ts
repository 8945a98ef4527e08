import { isUtf8 } from 'node:buffer';
import { MAX_EVENT_BYTES, terminal, toFailure, type EventContract, type EventMessage, type Failure } from '#contracts';
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

/** Deeper than any event of ours; what is much deeper can be parsed but not be written again. */
const MAX_DEPTH = 32;

/** Several groups of this process may get the same record: it is decoded for the first. */
const decoded = new WeakMap<BusRecord, EventMessage<any>>();

function decodeRecord<D>(contract: EventContract<D>, record: BusRecord): EventMessage<D> {
  const known = decoded.get(record);
  if (known) return known;
  const message = decodeNew(contract, record);
  decoded.set(record, message);
  return message;
}

function decodeNew<D>(contract: EventContract<D>, record: BusRecord): EventMessage<D> {
  checkBytes(record);
  checkDepth(record);
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

function checkBytes({ topic, bytes }: BusRecord): void {
  if (bytes === undefined) return;
  if (bytes === null) throw terminal('EVENT.EMPTY', `A record on ${topic} has no value (a tombstone).`);
  if (bytes.length > MAX_EVENT_BYTES) throw terminal('EVENT.TOO_LARGE', `A record on ${topic} has ${bytes.length} bytes; at most ${MAX_EVENT_BYTES} are allowed.`);
  if (!isUtf8(bytes)) throw terminal('EVENT.UNREADABLE', `A record on ${topic} is not UTF-8.`);
}

/** Counts brackets outside of strings, before anything is parsed. Character by character: a pattern could be made to take long. */
function checkDepth({ topic, value }: BusRecord): void {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < value.length; index += 1) {
    const code = value.charCodeAt(index);
    if (inString) {
      if (code === BACKSLASH) index += 1;
      else if (code === QUOTE) inString = false;
    } else if (code === QUOTE) inString = true;
    else if (code === OPEN_ARRAY || code === OPEN_OBJECT) depth += 1;
    else if (code === CLOSE_ARRAY || code === CLOSE_OBJECT) depth -= 1;
    if (depth > MAX_DEPTH) throw terminal('EVENT.TOO_DEEP', `A record on ${topic} is nested deeper than ${MAX_DEPTH} levels.`);
  }
}

const [QUOTE, BACKSLASH, OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [...'"\\[]{}'].map((character) => character.charCodeAt(0)) as [number, number, number, number, number, number];
