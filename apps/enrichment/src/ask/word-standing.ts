import type { Failure } from '#contracts';
import type { NewDeadLetter } from '#messaging';
import type { Standing } from './standing.js';

/** What a person reads when a provider refuses our account. It is about no lead: `variable` holds the key. */
export const wordRefusal = (provider: string, failure: Failure, variable: string): NewDeadLetter => ({
  kind: 'task', leadId: `provider:${provider}`, failure, redrive: null,
  title: `${provider} refuses our account`,
  detail: `${failure.message}\nLeads go on without it: each says that it could not be asked.`,
  fix: `Put a key that works into ${variable}, or mend the account at ${provider}; or take it out of enrichment.yaml. This closes by itself when ${provider} answers again.`,
});

const WORDS: Readonly<Record<Standing['is'], string>> = { down: 'down', refuses: 'refuses our account' };

/** `down since 2026-11-22 09:12 UTC, leads still assigned` */
export const wordStanding = ({ is, since }: Standing): string => `${WORDS[is]} since ${new Date(since).toISOString().slice(0, 16).replace('T', ' ')} UTC, leads still assigned`;
