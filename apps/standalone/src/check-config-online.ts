import { checkConnectionAccess, CrmClients, SmtpMail } from '#connectors';
import { Failure, type AssignmentConfig, type ConnectionsConfig, type OutreachConfig } from '#contracts';
import { AxiosSafeHttp, type Environment } from '#platform';
import { secretMissing, secretName } from './connection-secret.js';

export interface OnlineResult { readonly name: string; readonly ok: boolean; readonly sentence: string }

/** The documents that passed the offline check; null for what is missing or has errors. */
export interface Checked { readonly connections: ConnectionsConfig | null; readonly assignment: AssignmentConfig | null; readonly outreach: OutreachConfig | null }

/** Asks every CRM account, and the mail server where mails leave by one, what they let us do. Writes nothing there, and nothing here. */
export async function checkOnline({ connections, assignment, outreach }: Checked, environment: Environment): Promise<OnlineResult[]> {
  const crms = new CrmClients(new AxiosSafeHttp(environment.egressMap), environment);
  const each = Object.entries(connections?.connections ?? {}).map(async ([name, connection]): Promise<OnlineResult> => {
    const off = secretMissing(environment, connection) ? `Set ${secretName(connection)} (or ${secretName(connection)}_FILE) to the secret that the sender signs with.` : null;
    return { name, ...(await checkConnectionAccess({ name, connection, off }, assignment, crms)) };
  });
  const byMail = connections?.notify.mail !== undefined || outreach?.send.by === 'smtp';
  const slack = connections?.notify.slack;
  return Promise.all([
    ...each,
    ...(byMail ? [checkMail(environment)] : []),
    ...(slack ? [{ name: 'Slack', ...checkSlack(environment, slack.webhook) }] : []),
  ]);
}

async function checkMail(environment: Environment): Promise<OnlineResult> {
  try {
    const answer = await new SmtpMail(environment).verify();
    return answer.outcome === 'done'
      ? { name: 'Mail', ok: true, sentence: `Mail: ${answer.server} lets us in.` }
      : { name: 'Mail', ok: false, sentence: `Mail: the server refuses us (${answer.vendorSaid}).` };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { name: 'Mail', ok: false, sentence: `Mail could not be checked. ${error.message}` };
  }
}

/** A webhook can do nothing but post. */
const checkSlack = (environment: Environment, variable: string): Omit<OnlineResult, 'name'> => (environment.secret(variable)
  ? { ok: true, sentence: `Slack: ${variable} is set. Only a real notice shows whether it is right.` }
  : { ok: false, sentence: `Slack: ${variable} is not set. Set it, or ${variable}_FILE.` });
