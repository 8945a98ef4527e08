import type { CriterionResult, Fit, IcpConfig } from '#contracts';

/**
 * The chance (0..1) that the lead is a fit, as far as is known: what is decided counts as decided, what is open by its prior
 * in the profile; open criteria are taken as independent. It chooses where to look and when to stop, and is shown to nobody:
 * the verdict is `judgeFit`'s.
 */
export function chanceOfFit(fit: Fit, icp: IcpConfig): number {
  const priors = new Map([...icp.must, ...icp.rulesOut, ...icp.points].map(({ id, prior }) => [id, prior]));
  const chance = ({ id, state }: CriterionResult): number => (state === 'met' ? 1 : state === 'not_met' ? 0 : priors.get(id) ?? 0.5);
  const of = (kind: CriterionResult['kind']) => fit.criteria.filter((criterion) => criterion.kind === kind);
  const product = (chances: readonly number[]) => chances.reduce((all, one) => all * one, 1);
  return product(of('must').map(chance)) * product(of('disqualifier').map((criterion) => 1 - chance(criterion))) * chanceOfPoints(of('points').map((criterion) => ({ points: criterion.points, chance: chance(criterion) })), icp.needed);
}

function chanceOfPoints(criteria: readonly { points: number; chance: number }[], needed: number): number {
  let sums = new Map([[0, 1]]);
  for (const { points, chance } of criteria) {
    const next = new Map<number, number>();
    const add = (sum: number, probability: number) => next.set(sum, (next.get(sum) ?? 0) + probability);
    for (const [sum, probability] of sums) {
      add(sum + points, probability * chance);
      add(sum, probability * (1 - chance));
    }
    sums = next;
  }
  return [...sums].reduce((total, [sum, probability]) => (sum >= needed ? total + probability : total), 0);
}

/** What answering now would cost on average, in millionths: saying fit, saying not fit or asking a person, whichever is cheapest. */
export function costOfAnsweringNow(fit: Fit, icp: IcpConfig): number {
  const chance = chanceOfFit(fit, icp);
  const { missedFit, falseFit, review } = icp.costOfBeingWrong;
  return Math.min(chance * missedFit, (1 - chance) * falseFit, review);
}
