import countries from 'i18n-iso-countries';
import type { DraftBlock, OutreachConfig } from '#contracts';

/** Whom a draft would go to, as far as it matters for whether there may be one. */
export interface Addressee { country: string | null; consent: boolean | null; domain: string | null; email: string | null }

/** Whether this person may be written to at all: not on the list of those who must not be contacted, and allowed in their country. */
export function permitDraft(to: Addressee, outreach: Pick<OutreachConfig, 'doNotContact' | 'countries'>): 'allowed' | DraftBlock {
  const email = to.email?.toLowerCase() ?? null;
  const hosts = [to.domain?.toLowerCase(), email?.split('@')[1]].filter((host) => host !== undefined);
  const listed = outreach.doNotContact.domains.map((domain) => domain.toLowerCase()).find((domain) => hosts.some((host) => host === domain || host.endsWith(`.${domain}`)));
  if (listed) return block('do_not_contact', `No draft: ${listed} is on the do-not-contact list.`, null);
  if (email && outreach.doNotContact.addresses.some((address) => address.toLowerCase() === email)) {
    return block('do_not_contact', 'No draft: this address is on the do-not-contact list.', null);
  }
  if (to.consent === true) return 'allowed';
  if (!to.country) return block('country_unknown', 'No draft: without the country it is not known whether consent is needed.', 'find out the country');
  if (outreach.countries[to.country] === 'consent') {
    return block('needs_consent', `No draft: ${countryName(to.country)} needs consent and none was given.`, 'call');
  }
  return 'allowed';
}

const countryName = (code: string): string => countries.getName(code, 'en', { select: 'official' }) ?? code;
const block = (code: string, sentence: string, suggestion: string | null): DraftBlock => ({ code, sentence, suggestion });
