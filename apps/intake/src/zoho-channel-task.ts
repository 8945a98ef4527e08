import { createHash } from 'node:crypto';
import type { NewTask } from '#messaging';

/** The task that keeps the notification channel of a Zoho connection open. */
export const KEEP_CHANNEL = 'intake.keep-zoho-channel';
export interface KeepChannelPayload { readonly connection: string }

export const keepChannelTask = (connection: string): NewTask => ({ kind: KEEP_CHANNEL, key: connection, payload: { connection } satisfies KeepChannelPayload });

/** Zoho wants digits of our own choosing: the same for a connection however often it starts, and another for each. */
export const channelIdOf = (connection: string): string => `1${String(createHash('sha256').update(connection).digest().readUIntBE(0, 6)).padStart(15, '0')}`;
