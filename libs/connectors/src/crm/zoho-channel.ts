import type { CrmRefusal } from './crm-outcome.js';
import type { ZohoApi } from './zoho-api.js';

/** A notification channel as Zoho keeps it: it ends after seven days at most. */
export interface ZohoChannel {
  /** Digits of our own choosing, one for each connection. */
  readonly id: string;
  /** Comes back in every call, at most 50 characters. */
  readonly token: string;
  readonly notifyUrl: string;
  /** Milliseconds. */
  readonly until: number;
}

/** Prolongs a channel, or opens it where there is none. Null when it stands. Errors: those of the port. */
export async function keepChannel(api: ZohoApi, { id, token, notifyUrl, until }: ZohoChannel): Promise<CrmRefusal | null> {
  const { objectType } = api.account;
  const body = { watch: [{
    channel_id: id, events: [`${objectType}.create`, `${objectType}.edit`], channel_expiry: new Date(until).toISOString().replace(/\.\d+Z$/, '+00:00'), token,
    notify_url: notifyUrl, return_affected_field_values: true,
  }] };
  const prolonged = await api.call('PATCH', '/actions/watch', body);
  if (prolonged.ok || prolonged.status === 401) return prolonged.ok ? null : prolonged.refusal;
  const opened = await api.call('POST', '/actions/watch', body);
  return opened.ok ? null : opened.refusal;
}
