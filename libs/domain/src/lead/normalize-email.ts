import { PLUS_TAG_MAIL, DOTLESS_MAIL, SAME_MAILBOX_DOMAIN } from './mail-domains.data.js';

export interface EmailAddress {
  /** As it is written to: local part as typed, domain in lower case. */
  address: string;
  /** What two spellings of one mailbox have in common; the value of identity claims, never shown or written to. */
  canonical: string;
  domain: string;
}

const LABEL = /^[\p{L}\p{N}]([\p{L}\p{M}\p{N}-]*[\p{L}\p{N}])?$/u;
const LOCAL = /^[^\s@<>()[\],;:\\"]+$/u;

/**
 * Reads one e-mail address, also out of `mailto:` and `Name <a@b.example>`. `null` when it is not one that mail could reach.
 *
 * The canonical form is all lower case. Plus tags and dots are dropped only at providers that are known to ignore them:
 * taking two people for one is worse than keeping one person twice.
 */
export function normalizeEmail(text: string | null | undefined): EmailAddress | null {
  const typed = (text ?? '').normalize('NFC').trim();
  const bare = (/<([^<>]+)>\s*$/.exec(typed)?.[1] ?? typed).replace(/^mailto:/i, '').trim();
  const at = bare.lastIndexOf('@');
  if (at < 1 || bare.length > 254) return null;

  const local = bare.slice(0, at);
  const domain = bare.slice(at + 1).toLowerCase().replace(/\.$/, '');
  const labels = domain.split('.');
  if (local.length > 64 || !LOCAL.test(local) || local.startsWith('.') || local.endsWith('.') || local.includes('..')) return null;
  if (labels.length < 2 || !labels.every((label) => label.length <= 63 && LABEL.test(label))) return null;
  if (/^\d+$/.test(labels.at(-1)!)) return null;

  return { address: `${local}@${domain}`, canonical: canonicalMailbox(local.toLowerCase(), domain), domain };
}

function canonicalMailbox(local: string, typedDomain: string): string {
  const domain = SAME_MAILBOX_DOMAIN.get(typedDomain) ?? typedDomain;
  const untagged = PLUS_TAG_MAIL.has(domain) && local.indexOf('+') > 0 ? local.slice(0, local.indexOf('+')) : local;
  const mailbox = DOTLESS_MAIL.has(domain) ? untagged.replaceAll('.', '') : untagged;
  return `${mailbox}@${domain}`;
}
