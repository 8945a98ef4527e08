import { terminal } from '#contracts';
import type { Environment } from '#platform';

const ADDRESS = /^[^\s@<>()]+@[^\s@<>()]+\.[a-z]{2,}$/i;

/**
 * Who asks, as the SEC wants it in the user agent (https://www.sec.gov/os/accessing-edgar-data); null where `SEC_CONTACT` is not
 * set, and then its filings are not asked for. Errors: ENVIRONMENT.INVALID, terminal.
 */
export function secContactOf(environment: Pick<Environment, 'setting'>): string | null {
  const contact = environment.setting('SEC_CONTACT');
  if (contact === undefined) return null;
  if (!ADDRESS.test(contact)) throw terminal('ENVIRONMENT.INVALID', `SEC_CONTACT: ${JSON.stringify(contact)} is no mail address. The SEC wants to know whom to write to, for example ops@rimewell.example.`);
  return `Leadwright ${contact}`;
}
