import type { ConnectionsConfig, OutreachConfig } from '#contracts';
import type { Environment } from '#platform';

/** A variable that a file counts on and this environment does not have. Not an error: Leadwright may run in another one. */
export interface UnsetVariable { readonly variable: string; readonly where: string; readonly without: string }

/** What people are told by, and what mails leave by, is opened by variables. */
export function unsetVariables(connections: ConnectionsConfig | null, outreach: OutreachConfig | null, environment: Pick<Environment, 'secret'>): UnsetVariable[] {
  const slack = connections?.notify.slack?.webhook;
  const wanted: UnsetVariable[] = [
    ...(slack ? [{ variable: slack, where: 'connections.yaml, notify.slack', without: 'no rep is told by Slack' }] : []),
    ...(connections?.notify.mail ? [{ variable: 'SMTP_URL', where: 'connections.yaml, notify.mail', without: 'no rep is told by e-mail' }] : []),
    ...(outreach?.send.by === 'smtp' ? [{ variable: 'SMTP_URL', where: 'outreach.yaml, send.by', without: 'approved drafts cannot leave' }] : []),
  ];
  return wanted.filter(({ variable }) => !environment.secret(variable));
}

export const wordUnset = ({ variable, where, without }: UnsetVariable): string => `${variable} (${where}): without it ${without}. Set it, or ${variable}_FILE.`;
