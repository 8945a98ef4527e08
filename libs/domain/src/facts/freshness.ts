import type { Fact, Field } from '#contracts';

/** How long a field's values hold, in milliseconds: after that time half of them are no longer right. A field that is not named does not age. */
export type HalfLives = Partial<Readonly<Record<Field, number>>>;

/** A fact whose source says since when its value holds; else it counts from when it was observed. */
export type AgingFact = Pick<Fact, 'field' | 'observedAt'> & { readonly validFrom?: string | undefined };

/**
 * How likely the value still holds at a time (ISO), 0..1, by its age alone: 1 at once, 0.5 after the half-life of its field. Never data,
 * always computed: it changes while nothing happens. A value from the future is fresh. Throws where a time cannot be read.
 */
export function freshness(fact: AgingFact, at: string, halfLives: HalfLives): number {
  const halfLife = halfLives[fact.field];
  if (halfLife === undefined) return 1;
  const age = millis(at, 'at') - millis(fact.validFrom ?? fact.observedAt, fact.field);
  return age <= 0 ? 1 : 0.5 ** (age / halfLife);
}

function millis(iso: string, of: string): number {
  const time = Date.parse(iso);
  if (Number.isNaN(time)) throw new RangeError(`The age of a fact needs ISO times; ${of} has ${JSON.stringify(iso)}`);
  return time;
}
