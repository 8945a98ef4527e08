import type { Connection } from '#contracts';
import type { Failure } from '#contracts';
import type { NewDeadLetter } from '#messaging';

/** A CRM that cannot be asked for leads of which no call told. `said` is its own words, or our failure. No personal data. */
export function wordNotAsked({ name, connection }: { readonly name: string; readonly connection: Connection }, said: string, failure: Failure, attempts: number): NewDeadLetter {
  const label = connection.label ?? name;
  return {
    kind: 'task', leadId: 'unknown', failure, attempts, connection: name, redrive: null,
    title: `${label} cannot be asked for leads that no call told of`,
    detail: `Leadwright looks for them every ${minutes(connection.reconcile)} min${connection.crm ? ` with ${connection.crm.token}` : ''}. It got: ${said}`,
    fix: 'Mend the cause. It is tried again by itself, nothing is passed over meanwhile, and this item closes when it works; Retry is not needed.',
  };
}

const minutes = (ms: number): number => Math.max(1, Math.round(ms / 60_000));
