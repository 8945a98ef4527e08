import type { NewTask } from '#messaging';

/** The task that reads announced leads of a connection back. */
export const READ_BACK = 'intake.read-back';
export interface ReadBackPayload { readonly connection: string }

export const readBackTask = (connection: string): NewTask => ({ kind: READ_BACK, key: connection, payload: { connection } satisfies ReadBackPayload });

/** The task that tells what changed of known leads. */
export const TELL_CHANGES = 'intake.tell-changes';
export interface TellChangesPayload { readonly callId: string }

/** A lead that is being read back at this moment may have been read before the change: by then it is known. */
const AFTER_READ_BACK_MS = 10_000;

export const tellChangesTask = (callId: string, now: number): NewTask => ({ kind: TELL_CHANGES, key: callId, dueAt: now + AFTER_READ_BACK_MS, payload: { callId } satisfies TellChangesPayload });
