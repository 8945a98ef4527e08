import type { ProviderOutcome } from '#connectors';
import type { Fact } from '#contracts';
import { dollarsOf } from './dollars.js';
import { giveUp, type Ask } from './ask.js';
import { providerFacts, type AskedProvider } from './provider-facts.js';
import type { Question } from './open-questions.js';

/** Calls to one provider that is down, before the lead goes on without it. */
const MOST_TRIES = 5;
const FIRST_WAIT_MS = 500;

export interface Taken { readonly ask: Ask; readonly facts: readonly Fact[]; /** When to go on, in milliseconds. */ readonly dueAt: number }

/** What follows from an outcome: facts, a later try, or the next provider. A provider that is down is never one without data. */
export function takeOutcome(ask: Ask, outcome: ProviderOutcome, { provider, question, domain, now }: { provider: AskedProvider; question: Question; domain: string; now: number }): Taken {
  const { id } = provider;
  const over = (reason: string, facts: readonly Fact[] = []): Taken => ({ ask: giveUp(ask, id, reason), facts, dueAt: now });
  switch (outcome.outcome) {
    case 'value': {
      const { facts, reason } = providerFacts(outcome, { provider, question, domain, at: new Date(now).toISOString() });
      return over(reason, facts);
    }
    case 'no_data': return over(`not known to ${id}`);
    case 'no_credit': return over(`${id} was not asked: its account is used up`);
    case 'permanent': return over(`${id} could not be asked: ${outcome.failure.message}`);
    case 'refused': return over(`${id} was not asked: the ceiling ${CEILINGS[outcome.ceiling]} is ${dollarsOf(outcome.limitMicro)}, and ${dollarsOf(outcome.heldMicro)} of it is used`);
    case 'retryable': {
      if (outcome.unsettled) return over(`${id} was asked, and its answer was lost`);
      const tries = ask.tries + 1;
      if (tries >= MOST_TRIES) return over(`${id} is down: asked ${tries} times`);
      const wait = Math.max(FIRST_WAIT_MS * 2 ** (tries - 1), outcome.failure.retryAfterMs ?? 0);
      return { ask: { ...ask, asking: null, tries, reasons: { ...ask.reasons, [id]: `${id} is down: asked ${tries === 1 ? 'once' : `${tries} times`} so far` } }, facts: [], dueAt: now + wait };
    }
  }
}

const CEILINGS = { lead: 'for one lead', 'provider-day': 'for the provider and day', day: 'of the day' } as const;
