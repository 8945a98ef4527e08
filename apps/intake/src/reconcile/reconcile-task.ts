import type { NewTask } from '#messaging';

/** The task that asks the CRM of a connection for leads of which no call told, again and again. */
export const RECONCILE = 'intake.reconcile';
export interface ReconcilePayload { readonly connection: string }

export const reconcileTask = (connection: string, dueAt: number): NewTask => ({ kind: RECONCILE, key: connection, dueAt, payload: { connection } satisfies ReconcilePayload });
