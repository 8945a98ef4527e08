import { createHash } from 'node:crypto';
import type { SnapshotRef } from '#contracts';
import type { LookRequest } from '#agent';

/** A page or answer as it is kept: what was seen of it, not its bytes. */
export interface NewSnapshot extends SnapshotRef { readonly runId: string; readonly text: string }

/** Stores what was seen before the run reads it; the same id again overwrites. */
export type KeepSnapshot = (snapshot: NewSnapshot) => Promise<void>;

/** The same for the same look of the same run. */
export const snapshotIdOf = ({ runId, callKey }: Pick<LookRequest, 'runId' | 'callKey'>): string => createHash('sha256').update(`${runId}|${callKey}`).digest('hex').slice(0, 32);
