import type { AssignmentConfig, AssignmentRule, ConfigFinding } from '#contracts';

/** A condition that is one comparison of one field with a list of values; what can be compared exactly. */
interface Simple { readonly field: string; readonly values: readonly string[] }

const IN = /^\s*([a-z]+\.\w+)\s+in\s+\[([^\]]*)\]\s*$/;
const EQUALS = /^\s*([a-z]+\.\w+)\s*==\s*("[^"]*"|'[^']*')\s*$/;
const text = (quoted: string): string => quoted.trim().slice(1, -1);

function simple({ when }: AssignmentRule): Simple | null {
  const list = IN.exec(when);
  if (list) return { field: list[1]!, values: list[2]!.split(',').map(text) };
  const equal = EQUALS.exec(when);
  return equal ? { field: equal[1]!, values: [text(equal[2]!)] } : null;
}

/** Only a queue takes every lead that matches; a pool or a rep may not be available and let the lead pass on. */
const takesAll = ({ assign }: AssignmentRule): boolean => 'queue' in assign || 'pool' in assign;

/** Rules that no lead can reach because earlier rules on the same field take all of their values first. */
export function unreachableRules(config: AssignmentConfig): ConfigFinding[] {
  return config.rules.flatMap((rule, index): ConfigFinding[] => {
    const own = simple(rule);
    if (!own || own.values.length === 0) return [];
    const earlier = config.rules.slice(0, index).flatMap((before) => {
      const other = simple(before);
      return other && other.field === own.field && takesAll(before) ? [{ rule: before, values: other.values }] : [];
    });
    const taker = (value: string) => earlier.find(({ values }) => values.includes(value));
    if (!own.values.every(taker)) return [];
    const [example] = own.values;
    const by = taker(example!)!;
    return [{
      severity: 'error', path: ['rules', index], where: `rule "${rule.id}"`,
      message: `never reached. "${by.rule.id}" already takes every ${example} lead${own.values.length > 1 ? ', and earlier rules the rest' : ''}, for example one with ${own.field} ${example}`,
      remedy: `Move "${rule.id}" above "${by.rule.id}" or delete it.`,
    }];
  });
}
