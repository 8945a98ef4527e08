import type { ProviderOutcome } from '#connectors';

/** What one match costs, in millionths of a dollar; no match is free. */
export const PRICE_MICRO = 20_000;
/** Names of the provider and of the client that reads it, as they stand with facts. */
export const PROVIDER = { id: 'rimedata', method: 'peopleDataLabs@1' };

/** A match of the provider, read without a schema. Errors: an Error for any other answer: the bench asks only about companies that are known there. */
export function readMatch(status: number, body: string): ProviderOutcome & { outcome: 'value' } {
  if (status !== 200) throw new Error(`The provider answered ${status}: ${body.slice(0, 300)}`);
  const { display_name, website, employee_count, size, industry, location, likelihood } = JSON.parse(body) as { display_name: string; website: string; employee_count: number; size: string | null; industry: string; location: { country: string }; likelihood: number };
  return {
    outcome: 'value', chargedMicro: PRICE_MICRO, quota: { callsLeft: null, creditsLeft: null },
    company: { name: display_name, website, employees: employee_count, sizeBand: size, industry, country: location.country, confidence: likelihood / 10 },
  };
}
