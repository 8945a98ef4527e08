import type { ConnectionsConfig, CrmAccount, Failure } from '#contracts';
import type { CrmRefusal } from '#connectors';
import type { Effect } from './effect.js';
import { isPatience } from './gives-up.js';

interface Refused { readonly effect: Effect; readonly refusal: CrmRefusal; readonly account: CrmAccount | undefined; readonly label: string }

/** What to do about codes of the CRMs, whatever was to be written. The first that matches. */
const REMEDIES: readonly (readonly [RegExp, (refused: Refused) => string])[] = [
  [/^(invalid_client\w*|invalid_grant|unauthorized_client|INVALID_SESSION_ID)$/, ({ account, label }) =>
    `Compare ${names(account)} with the connected app in ${label}, and let it use the client-credentials flow; then retry.`],
  [/AUTHENTICATION|HTTP_401|^INVALID_TOKEN$|^invalid_code$/, ({ account }) => `Put a valid access token into ${names(account)}, then retry.`],
  [/^(MISSING_SCOPES|OAUTH_SCOPE_MISMATCH|NO_PERMISSION|HTTP_403|INSUFFICIENT_ACCESS\w*|API_DISABLED_FOR_ORG)$/, ({ account, label, refusal: { about, code } }) =>
    `Give the ${code.startsWith('INSUFFICIENT') ? 'user behind' : 'token in'} ${names(account)} ${about.length > 0 ? `${code === 'MISSING_SCOPES' ? 'the scopes' : 'the right to write'} ${about.join(', ')}` : 'the right to do this'} in ${label}, then retry.`],
  [/^(PROPERTY_DOESNT_EXIST|INVALID_FIELD)$/, ({ label, refusal: { about } }) => `Create ${about.length > 0 ? about.join(', ') : 'the missing property'} in ${label} (single-line text), then retry.`],
  [/^(OBJECT_NOT_FOUND|NOT_FOUND|ENTITY_IS_DELETED|HTTP_404)$/, ({ label }) => `It was deleted or merged in ${label}. Restore it there and retry, or close this.`],
];

/** What a person can do about a refusal, in a sentence or two. */
export function fixFor(effect: Effect, refusal: CrmRefusal, connections: ConnectionsConfig, label: string): string {
  const { content } = effect;
  if (content.kind === 'notice.slack') return 'Make a new incoming webhook in Slack, put its address into the secret, then retry.';
  if (content.kind === 'notice.mail') return mailFix(refusal.code, content.to);
  if (content.kind === 'mail.send') return mailFix(refusal.code, 'the lead');
  const refused: Refused = { effect, refusal, account: connections.connections[effect.target]?.crm, label };
  const remedy = REMEDIES.find(([code]) => code.test(refusal.code));
  if (remedy) return remedy[1](refused);
  if (content.kind === 'crm.owner') return `Reactivate ${content.name} in ${label} and retry, or give the lead to someone else.`;
  if (refusal.code === 'INACTIVE_OWNER_OR_USER') return `The lead's owner in ${label} is no active user there. Give it another owner there, then retry.`;
  return `Mend what ${label} names, then retry.`;
}

function mailFix(code: string, to: string): string {
  if (code === 'LOGIN_REFUSED') return 'Put a valid user and password into SMTP_URL, then retry.';
  if (code === 'SENDER_REFUSED') return 'Let the mail server take mail from this sender, or name another; then retry.';
  if (code === 'RECIPIENT_REFUSED' || code === 'ADDRESS_UNUSABLE') return `Correct the address of ${to}, then retry.`;
  return 'Mend what the mail server names, then retry.';
}

/** What a person can do about trouble that did not pass in time, or that will not pass. */
export function fixOfFailure(failure: Failure, label: string): string {
  if (isPatience(failure)) return `Raise the limit of calls in ${label}, or let other programs make fewer; then retry.`;
  return failure.retryable ? `Retry when ${label} is well again.` : 'Mend what is said above, then retry.';
}

/** The variables that open an account. */
const names = (account: CrmAccount | undefined): string => (account?.system === 'salesforce' ? `${account.clientId} and ${account.token}` : account?.token ?? 'its secret');
