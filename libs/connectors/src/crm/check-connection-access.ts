import { Failure, type AssignmentConfig, type Connection } from '#contracts';
import { accessSentence, type AccessReport, type CrmUser } from './access-report.js';
import type { CrmClients } from './crm-clients.js';

export interface CheckedConnection {
  readonly name: string;
  readonly connection: Connection;
  /** Why it takes no call at the moment, with the remedy; null when it is on. */
  readonly off: string | null;
}

/** `ok` is false where a person has to do something, here or at the CRM. */
export interface ConnectionAccess { readonly ok: boolean; readonly sentence: string }

/**
 * What the CRM behind a connection lets us do and whether our reps are known there; of one without a CRM, whether it can be
 * called. Writes nothing. A CRM that refuses or does not answer is a sentence, not an error.
 */
export async function checkConnectionAccess({ name, connection, off }: CheckedConnection, assignment: AssignmentConfig | null, crms: Pick<CrmClients, 'of'>): Promise<ConnectionAccess> {
  const label = connection.label ?? name;
  if (!connection.crm) return { ok: off === null, sentence: `No CRM behind it. ${off ?? (connection.vendor === 'api' ? 'Programs send with a token.' : 'Its secret is set.')}` };
  const { users, without } = crmUsersOf(assignment, name);
  const nobody = connection.crm.writeBack.owner ? without : [];
  const more = [...(nobody.length > 0 ? [withoutId(nobody, name)] : []), ...(off === null ? [] : [`Calls are not taken: ${off}`])];
  try {
    const report = await crms.of(connection.crm).checkAccess(users);
    return { ok: isWell(report) && more.length === 0, sentence: [accessSentence(label, report), ...more].join(' ') };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { ok: false, sentence: [`${label} could not be checked. ${error.message}`, ...more].join(' ') };
  }
}

/** The active reps as the CRM of a connection knows them, and the names of those without a user id for it. */
export function crmUsersOf(assignment: AssignmentConfig | null, connection: string): { readonly users: readonly CrmUser[]; readonly without: readonly string[] } {
  const active = Object.values(assignment?.reps ?? {}).filter((rep) => rep.active);
  return {
    users: active.flatMap(({ name, crmUser }) => (crmUser[connection] === undefined ? [] : [{ name, userId: crmUser[connection] }])),
    without: active.filter(({ crmUser }) => crmUser[connection] === undefined).map(({ name }) => name),
  };
}

const withoutId = (names: readonly string[], connection: string): string =>
  `Without a user id in assignment.yaml (crmUser.${connection}), so that the owner cannot be written there: ${names.join(', ')}.`;

const isWell = (report: AccessReport): boolean =>
  report.token === 'works' && report.missingScopes.length === 0 && (report.missingFields ?? []).length === 0 && (report.users ?? []).every(({ state }) => state === 'active');
