/**
 * Weighted rotation by Tijdeman's chairman assignment (R. Tijdeman, "The chairman assignment problem", Discrete Mathematics 32,
 * 1980): while members and weights stay the same, every member's count differs from their fair share by less than 1 at every
 * turn. There are no segments: a member who cannot take a turn has no share in it, the others share it by their weights, and
 * what somebody is ahead or behind is carried on.
 *
 * Shares are integers (a turn is `TURN` units), so that a decision computed again is the same to the bit.
 */
export const TURN = 1_000_000_000;

export interface MemberState { readonly share: number; readonly count: number }
export interface PoolState { readonly turns: number; readonly members: Readonly<Record<string, MemberState>> }
export const EMPTY_POOL: PoolState = { turns: 0, members: {} };

export interface Contender { readonly rep: string; readonly weight: number }

/** Gives one turn to one of the contenders; null when there is none with a weight. Ties go to the first in order. */
export function takeTurn(state: PoolState, contenders: readonly Contender[]): { rep: string; state: PoolState } | null {
  const able = contenders.filter(({ weight }) => weight > 0);
  if (able.length === 0) return null;
  const slices = splitTurn(able);
  const members = able.map(({ rep }, index) => {
    const before = state.members[rep] ?? { share: 0, count: 0 };
    const share = before.share + slices[index]!;
    return { rep, slice: slices[index]!, share, count: before.count, due: share - before.count * TURN };
  });
  const { rep } = pick(members);
  const after = Object.fromEntries(members.map((member) => [member.rep, { share: member.share, count: member.count + (member.rep === rep ? 1 : 0) }]));
  return { rep, state: { turns: state.turns + 1, members: { ...state.members, ...after } } };
}

interface Due { rep: string; slice: number; due: number }

/** Among those whose lower quota is due, the one whose deadline comes first; if carried debts leave none due, who is owed most. */
function pick(members: readonly Due[]): Due {
  const floor = members.length > 1 ? TURN / (2 * members.length - 2) : 0;
  const due = members.filter(({ due: owed }) => owed >= floor);
  const deadline = ({ due: owed, slice }: Due) => (TURN - floor - owed) / slice;
  return due.length > 0
    ? due.reduce((best, member) => (deadline(member) < deadline(best) ? member : best))
    : members.reduce((best, member) => (member.due > best.due ? member : best));
}

/** Splits a turn by weights into integers that sum to exactly one turn: largest remainder, ties to the first. */
function splitTurn(contenders: readonly Contender[]): number[] {
  const total = contenders.reduce((sum, { weight }) => sum + weight, 0);
  const exact = contenders.map(({ weight }) => (weight / total) * TURN);
  const slices = exact.map(Math.floor);
  const missing = TURN - slices.reduce((sum, slice) => sum + slice, 0);
  const order = exact.map((value, index) => ({ index, rest: value - slices[index]! })).sort((a, b) => b.rest - a.rest || a.index - b.index);
  for (const { index } of order.slice(0, missing)) slices[index]! += 1;
  return slices;
}

