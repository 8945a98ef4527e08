import { normalizeEmail } from '../lead/normalize-email.js';
import { nameWords } from './person-names.js';
import { mailboxName, plainCompany, type PersonRecord } from './score-pair.js';

/** A block larger than this tells nobody apart: a switchboard's number, a company where everybody is called John. It is passed over. */
export const MOST_IN_BLOCK = 50;

/**
 * What a lead is looked up by, so that not every pair has to be scored: two leads that score above what a name alone can reach
 * have at least one key in common. Personal: only a keyed digest of them may be stored.
 */
export function blockingKeys(record: PersonRecord): string[] {
  const mail = normalizeEmail(record.email);
  const local = mailboxName(record);
  const company = plainCompany(record);
  return [
    ...(mail ? [key('mailbox', mail.canonical)] : []),
    ...(record.phone ? [key('phone', record.phone)] : []),
    ...(record.account && local ? [key('mailbox-name', record.account, local)] : []),
    ...nameWords(record).flatMap((word) => [...(record.account ? [key('account', record.account, word)] : []), ...(company ? [key('company', company, word)] : [])]),
  ];
}

/** Every pair of records with a key in common, once, the smaller id first; blocks that are too large left out. Linear in records: each meets at most `MOST_IN_BLOCK` others per key. */
export function* candidatePairs<T extends { readonly id: string }>(records: Iterable<T>, keysOf: (record: T) => Iterable<string>): Generator<readonly [T, T]> {
  const blocks = new Map<string, T[]>();
  for (const record of records) {
    for (const block of new Set(keysOf(record))) {
      const list = blocks.get(block);
      if (list) list.push(record);
      else blocks.set(block, [record]);
    }
  }
  const seen = new Set<string>();
  for (const list of blocks.values()) {
    if (list.length > MOST_IN_BLOCK) continue;
    for (const [at, one] of list.entries()) {
      for (const other of list.slice(at + 1)) {
        const pair = one.id < other.id ? ([one, other] as const) : ([other, one] as const);
        const id = key(pair[0].id, pair[1].id);
        if (seen.has(id) || one.id === other.id) continue;
        seen.add(id);
        yield pair;
      }
    }
  }
}

/** JSON keeps the parts apart. */
const key = (...parts: string[]): string => JSON.stringify(parts);
