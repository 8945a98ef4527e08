import type { PoolTurnView } from '#contracts';

/**
 * The turns of a pool as a CSV file in which anybody can count for themselves: who got each lead, who could have, and how many leads
 * each rep was ahead (+) or behind (−) of the fair share after it. A member who cannot take a turn has no share in it.
 */
export function turnsCsv(turns: readonly PoolTurnView[]): string {
  const reps = new Map(turns.flatMap(({ could }) => could.map(({ rep, name }) => [rep, name] as const)));
  const ahead = new Map([...reps.keys()].map((rep) => [rep, 0]));
  const lines = turns.map(({ turn, at, leadId, rep, name, could, couldNot }) => {
    const total = could.reduce((sum, { weight }) => sum + weight, 0);
    for (const { rep: member, weight } of could) ahead.set(member, ahead.get(member)! - weight / total);
    ahead.set(rep, (ahead.get(rep) ?? 0) + 1);
    const able = could.map((member) => `${member.name} ${member.weight}`).join('; ');
    const away = couldNot.map((member) => `${member.name}: ${member.why}`).join('; ');
    return [String(turn), at, leadId, name, able, away, ...[...reps.keys()].map((member) => ahead.get(member)!.toFixed(4))];
  });
  const head = ['turn', 'at', 'lead', 'given to', 'could take it (weight)', 'could not', ...[...reps.values()].map((name) => `${name} ahead`)];
  return [head, ...lines].map((line) => line.map(cell).join(',')).join('\r\n').concat('\r\n');
}

/** RFC 4180; a leading =, + or @ would be a formula to a spreadsheet. */
const cell = (value: string): string => {
  const harmless = /^[=+@]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
};
