import type { Fact } from '#contracts';

/** A fact, and from when until when it was known, in milliseconds; null: it still is. */
export interface FactPeriod { readonly fact: Fact; readonly from: number; readonly until: number | null }

/** Two facts are the same when field, source and value are: seeing it again later adds nothing. */
export const identityOf = ({ field, origin, by, value }: Fact): string => JSON.stringify([field, origin, by, value]).slice(0, 500);

/** When what runs found was known. Oldest run first; each says all that it found, so that what it does not say has ended. */
export function periodsOf(runs: readonly { readonly at: number; readonly facts: readonly Fact[] }[]): FactPeriod[] {
  const ended: FactPeriod[] = [];
  let open = new Map<string, FactPeriod>();
  for (const { at, facts } of runs) {
    const said = new Map(facts.toReversed().map((fact) => [identityOf(fact), fact]));
    for (const [identity, period] of open) if (!said.has(identity)) ended.push({ ...period, until: at });
    open = new Map([...said].map(([identity, fact]) => [identity, open.get(identity) ?? { fact, from: at, until: null }]));
  }
  return [...ended, ...open.values()];
}

/** The periods that a moment (milliseconds) lies in, the oldest first. */
export function periodsAt(periods: readonly FactPeriod[], at: number): FactPeriod[] {
  const known = periods.filter(({ from, until }) => from <= at && (until === null || until > at));
  return known.sort((a, b) => a.from - b.from || (identityOf(a.fact) < identityOf(b.fact) ? -1 : 1));
}
