import type { RunStepView } from '#contracts';

type Item = RunStepView['menu'][number];

const gain = ({ worthMicro, costMicro }: Item): number => worthMicro - costMicro;

/** What a decision left out, the most worth first. */
export const leftOut = ({ menu }: RunStepView): Item[] => menu.filter(({ chosen }) => !chosen).sort((a, b) => gain(b) - gain(a));

/** Why a place was not looked at: what was in the way, or how it compares with what was chosen. */
export function whyNot(item: Item, { menu, decision }: RunStepView): string {
  if (item.blockedBy !== null) return item.blockedBy;
  if (item.worthMicro === 0) return 'could not change the answer';
  if (gain(item) <= 0) return 'not worth it';
  const chosen = menu.find((one) => one.chosen);
  if (!chosen) return decision.kind === 'conclude' ? 'the run was over' : 'not chosen';
  return gain(item) > gain(chosen) ? `the ${chosen.label} was preferred` : `the ${chosen.label} promised more`;
}
