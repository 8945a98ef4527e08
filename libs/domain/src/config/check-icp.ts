import type { ConfigFinding, Field, IcpConfig, IcpCriterion, Predicate } from '#contracts';
import { CORROBORATION_GROUPS } from '../icp/index.js';
import { suggest } from './suggest.js';
import { finding } from './finding.js';

const LISTS = ['must', 'rulesOut', 'points', 'goodMoment'] as const;

/** Fields that hold a number; every other field holds text or a list of texts. */
const NUMBERS: ReadonlySet<Field> = new Set(['company.employees', 'company.coldSites', 'company.openRoles']);

/** Everything that is wrong with an ideal customer profile beyond its schema. */
export function checkIcp(icp: IcpConfig): ConfigFinding[] {
  const all = LISTS.flatMap((list) => icp[list].map((criterion, index) => ({ list, index, criterion })));
  const possible = icp.points.reduce((sum, { points }) => sum + (points ?? 0), 0);
  return [
    ...all.flatMap(({ list, index, criterion }) => [
      ...checkId(all.map((one) => one.criterion), criterion, [list, index, 'id']),
      ...checkPredicate(criterion, [list, index, 'when']),
      ...(list === 'points' && criterion.points === undefined ? [finding([list, index], where(criterion), 'gives no points', 'Add points: 10, or move it to must.')] : []),
    ]),
    ...(icp.needed > possible ? [finding(['needed'], 'needed', `${icp.needed} points are needed, but all criteria together give ${possible}: nobody could ever fit`, `Lower needed to at most ${possible}.`)] : []),
    ...Object.keys(icp.corroborate).flatMap((group) => checkGroup(group)),
  ];
}

const where = ({ id }: IcpCriterion): string => `criterion "${id}"`;

function checkId(all: readonly IcpCriterion[], criterion: IcpCriterion, path: (string | number)[]): ConfigFinding[] {
  const first = all.find(({ id }) => id === criterion.id);
  return first === criterion ? [] : [finding(path, where(criterion), 'has the id of another criterion', 'Give each criterion an id of its own; facts and records name it.')];
}

function checkPredicate(criterion: IcpCriterion, path: (string | number)[]): ConfigFinding[] {
  const { when } = criterion;
  if ('between' in when && when.between[0] > when.between[1]) return [finding([...path, 'between'], where(criterion), `between ${when.between[0]} and ${when.between[1]} holds for no number`, `Write between: [${when.between[1]}, ${when.between[0]}].`)];
  const asksNumber = 'between' in when || 'atLeast' in when;
  if (asksNumber === NUMBERS.has(when.field) || 'exists' in when) return [];
  const [kind, other] = asksNumber ? ['is no number', 'in, contains or exists'] : ['is a number', 'between or atLeast'];
  return [finding(path, where(criterion), `${when.field} ${kind}, so "${comparisonOf(when)}" never holds`, `Use ${other}.`)];
}

const comparisonOf = (when: Predicate): string => Object.keys(when).find((name) => name !== 'field' && name !== 'withinDays')!;

function checkGroup(group: string): ConfigFinding[] {
  if (group in CORROBORATION_GROUPS || group.includes('.')) return [];
  const known = Object.keys(CORROBORATION_GROUPS);
  return [finding(['corroborate', group], 'corroborate', `unknown group ${group}`, `Did you mean ${suggest(group, known) ?? known.join(', ')}?`)];
}
