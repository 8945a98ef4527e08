import type { Submission, SubmissionAnswer } from './submission.js';
import { wordConflict } from './word-attention.js';

/** One accepted call, read. Everything that needs no database was done before. */
export interface IncomingCall {
  readonly id: string;
  readonly connection: string;
  /** Label of the connection, for a person. */
  readonly label: string;
  /** Milliseconds. */
  readonly receivedAt: number;
  /** Digest of the sender's id of the call; null when it has none: then no other call can be the same. */
  readonly key: string | null;
  readonly bodyDigest: string;
  readonly body: string;
  /** A webhook is answered 2xx whatever it repeats; a program is told. */
  readonly by: 'webhook' | 'program';
  readonly submissions: readonly Submission[];
  /** What a CRM told of by ids only: its leads are read back later, its changes told later. */
  readonly announced?: AnnouncedIds;
}

export interface AnnouncedIds { readonly leads: readonly ReadingToDo[]; readonly changes: number; readonly others: number }

/** A submission whose lead has to be read back first. */
export interface ReadingToDo {
  readonly submissionId: string;
  readonly leadId: string;
  readonly callId: string;
  readonly ordinal: number;
  readonly objectId: string;
  readonly senderId: string;
}

/** A call that holds its key. `answer` is what a program was told. */
export interface FirstCall { readonly id: string; readonly bodyDigest: string; readonly answer: readonly SubmissionAnswer[] | null }

/** What a call is to the calls before it: `repeats` and `conflicts` name the first call with its key. */
export type SortedCall = { readonly call: IncomingCall; readonly submissions: readonly Submission[] } & (
  | { readonly is: 'first' }
  | { readonly is: 'repeat' | 'conflict'; readonly of: string }
);

/**
 * Tells first calls, repeats and conflicts apart, also within one batch.
 * The leads of a repeated webhook are judged again, under the bytes of the first call: they find themselves and add nothing. What
 * waits for a person waits since the first call.
 * A webhook with another body under the same key is kept and waits for a person. A program gets its stored answer, or a 409.
 */
export function sortCalls(calls: readonly IncomingCall[], known: ReadonlyMap<string, FirstCall>): SortedCall[] {
  const firsts = new Map<string, Pick<FirstCall, 'id' | 'bodyDigest'>>(known);
  return calls.map((call): SortedCall => {
    const first = call.key === null ? undefined : firsts.get(call.key);
    if (!first) {
      if (call.key !== null) firsts.set(call.key, call);
      return { call, is: 'first', submissions: call.submissions };
    }
    const isSame = first.bodyDigest === call.bodyDigest;
    const judged = isSame ? call.submissions.filter(({ reading }) => reading.as !== 'attention').map((one) => ({ ...one, callId: first.id })) : call.submissions.map((one) => inConflict(one, call));
    const submissions = call.by === 'program' ? [] : judged;
    return { call, is: isSame ? 'repeat' : 'conflict', of: first.id, submissions };
  });
}

const inConflict = (submission: Submission, { label }: IncomingCall): Submission => ({ ...submission, reading: { as: 'attention', attention: wordConflict(label) } });
