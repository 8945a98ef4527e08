import { getDomain } from 'tldts';
import { FREE_MAIL } from './mail-domains.data.js';
import { normalizeEmail } from './normalize-email.js';

export interface CompanyDomain {
  /** The registrable domain, lower case: what somebody could buy. */
  domain: string;
  from: 'domain' | 'website' | 'email';
}

/**
 * The domain that stands for a company: the one that was given, else that of its website, else that of the person's e-mail address.
 * Private suffixes count (`shop.myhost.example` under a hosting suffix is its own company), mailbox providers do not.
 */
export function companyDomain(given: { email?: string | null; website?: string | null; domain?: string | null }): CompanyDomain | null {
  const sources = [
    ['domain', given.domain],
    ['website', given.website],
    ['email', normalizeEmail(given.email)?.domain],
  ] as const;
  for (const [from, text] of sources) {
    const domain = registrableDomain(text);
    if (domain && !FREE_MAIL.has(domain)) return { domain, from };
  }
  return null;
}

/** `https://www.shop.northmoor.example/about` → `northmoor.example`; `null` for addresses without a name, bare suffixes and anything else. */
export function registrableDomain(text: string | null | undefined): string | null {
  return text?.trim() ? getDomain(text.trim().toLowerCase(), { allowPrivateDomains: true }) : null;
}

/** Whether anybody can have a mailbox at this domain. */
export const isFreeMail = (domain: string): boolean => FREE_MAIL.has(domain.toLowerCase());
