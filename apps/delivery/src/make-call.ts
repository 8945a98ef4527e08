import type { CrmClients, CrmOutcome, SlackWebhook, SmtpMail } from '#connectors';
import type { OutsideCall } from './step.js';

/** The clients through which effects leave; made once per process. */
export class Outside {
  constructor(readonly crms: CrmClients, readonly slack: SlackWebhook, readonly mail: SmtpMail) {}
}

export type CallOutcome =
  | { readonly outcome: 'done'; readonly objectId: string | null; readonly changed: boolean; readonly written: readonly string[]; readonly kept: readonly string[] }
  | Exclude<CrmOutcome, { outcome: 'done' }>;

/** Makes one call. Errors: the failures of the clients; a refusal is an outcome. */
export async function makeCall({ crms, slack, mail }: Outside, call: OutsideCall, lookFirst: boolean): Promise<CallOutcome> {
  if (call.to !== 'crm') {
    const answer = call.to === 'slack' ? await slack.post(call.secret, call.text) : await mail.send(call.mail);
    return answer.outcome === 'refused' ? { ...answer, about: [] } : { outcome: 'done', objectId: null, changed: true, written: [], kept: [] };
  }
  const crm = crms.of(call.account);
  switch (call.write) {
    case 'lead': return crm.createLead(call.lead, lookFirst);
    case 'owner': return crm.setOwner(call.objectId, call.userId, lookFirst);
    case 'facts': return crm.writeFacts(call.objectId, call.facts);
    case 'note': return crm.createNote(call.objectId, call.note, lookFirst);
    case 'task': return crm.createTask(call.objectId, call.task, lookFirst);
  }
}
