import type { GateConfig } from '#contracts';
import { classifyMessage, type MessageClass } from './classify-message.js';
import { normalizeEmail } from './normalize-email.js';

export type GateRule = 'test-address' | 'throwaway-mail' | 'job-seeker' | 'vendor' | 'support';
export type GateDecision = { pass: true } | { pass: false; rule: GateRule; reason: string };

const RULE_OF_CLASS: Partial<Record<MessageClass, { rule: GateRule; who: string }>> = {
  job_seeker: { rule: 'job-seeker', who: 'somebody looking for work' },
  vendor: { rule: 'vendor', who: 'somebody selling to us' },
  support: { rule: 'support', who: 'a support request' },
};

/**
 * Whether a submission is worth any money or attention at all. Pure text rules, before the first paid call.
 * `testAddresses` may hold `*` for any characters (`test@*`, `*@qa.example`); `throwawayDomains` hold for their subdomains too.
 */
export function gateSubmission(submission: { email: string | null; message: string | null }, gate: GateConfig): GateDecision {
  const email = normalizeEmail(submission.email);
  if (email) {
    const test = gate.testAddresses.find((pattern) => matches(pattern, email.address) || matches(pattern, email.canonical));
    if (test) return { pass: false, rule: 'test-address', reason: `The address matches "${test}" of gate.testAddresses.` };
    const throwaway = gate.throwawayDomains.find((domain) => isWithin(email.domain, domain.toLowerCase()));
    if (throwaway) return { pass: false, rule: 'throwaway-mail', reason: `Mail at ${throwaway} is thrown away (gate.throwawayDomains).` };
  }
  const { messageClass, because } = classifyMessage(submission.message);
  const ended = RULE_OF_CLASS[messageClass];
  if (ended && gate.ignoreMessageClasses.some((ignored) => ignored === messageClass)) {
    return { pass: false, rule: ended.rule, reason: `The message is from ${ended.who}: it ${because}.` };
  }
  return { pass: true };
}

function matches(pattern: string, address: string): boolean {
  const escaped = pattern.toLowerCase().replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
  return new RegExp(`^${escaped}$`, 'u').test(address.toLowerCase());
}

const isWithin = (domain: string, parent: string): boolean => domain === parent || domain.endsWith(`.${parent}`);
