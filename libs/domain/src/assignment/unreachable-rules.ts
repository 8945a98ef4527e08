import type { AssignmentConfig, AssignmentRule, ConfigFinding } from '#contracts';
import { finding } from '../config/finding.js';

/** A part of a condition that can be compared exactly: a field is one of these texts, or at least this number. */
type Part = { readonly field: string; readonly values: readonly string[] } | { readonly field: string; readonly atLeast: number };

const IN = /^([a-z]+\.\w+)\s+in\s+\[([^\]]+)\]$/;
const EQUALS = /^([a-z]+\.\w+)\s*==\s*("[^"]*"|'[^']*')$/;
const AT_LEAST = /^([a-z]+\.\w+)\s*>=\s*(\d+(?:\.\d+)?)$/;
const KNOWN = /^([a-z]+\.\w+)\s*!=\s*null$/;
const unquoted = (text: string): string => text.trim().slice(1, -1);

/**
 * Rules that no lead can reach, because earlier rules take every lead for which a part of their condition holds. A pool counts
 * as taking all: it lets a lead pass only while nobody in it can take one, which nobody means who writes such a rule.
 */
export function unreachableRules(config: AssignmentConfig): ConfigFinding[] {
  return config.rules.flatMap((rule, index) => {
    const earlier = config.rules.slice(0, index).flatMap(takenBy);
    const [found] = partsOf(rule).flatMap((part) => coverOf(part, earlier) ?? []);
    return found ? [finding(['rules', index], `rule "${rule.id}"`, `never reached. ${found.words}`, `Move "${rule.id}" above "${found.by}" or delete it.`)] : [];
  });
}

interface Taken { readonly rule: AssignmentRule; readonly part: Part }

/** What a rule takes wholly: its condition is one part, and its target one that takes all. */
function takenBy(rule: AssignmentRule): Taken[] {
  const parts = partsOf(rule);
  const isWhole = conditions(rule).filter((condition) => !KNOWN.test(condition)).length === 1;
  const takesAll = 'queue' in rule.assign || 'pool' in rule.assign;
  return isWhole && takesAll ? parts.map((part) => ({ rule, part })) : [];
}

/** The conditions that must hold together; one that is not a plain `a && b` stays whole. */
function conditions({ when }: AssignmentRule): string[] {
  const isPlain = !/\|\||[?()]/.test(when.replace(/"[^"]*"|'[^']*'/g, ''));
  return (isPlain ? when.split('&&') : [when]).map((one) => one.trim());
}

function partsOf(rule: AssignmentRule): Part[] {
  return conditions(rule).flatMap((condition): Part[] => {
    const list = IN.exec(condition);
    if (list) return [{ field: list[1]!, values: list[2]!.split(',').map(unquoted) }];
    const equal = EQUALS.exec(condition);
    if (equal) return [{ field: equal[1]!, values: [unquoted(equal[2]!)] }];
    const least = AT_LEAST.exec(condition);
    return least ? [{ field: least[1]!, atLeast: Number(least[2]) }] : [];
  });
}

/** Which earlier rule takes all that a part lets through, and an example. */
function coverOf(part: Part, earlier: readonly Taken[]): { by: string; words: string } | null {
  if ('atLeast' in part) {
    const taker = earlier.find((taken) => taken.part.field === part.field && 'atLeast' in taken.part && taken.part.atLeast <= part.atLeast);
    return taker ? { by: taker.rule.id, words: `"${taker.rule.id}" already takes every lead with ${part.field} >= ${part.atLeast}, for example one with ${part.field} ${part.atLeast}` } : null;
  }
  const takers = part.values.map((value) => earlier.find((taken) => taken.part.field === part.field && 'values' in taken.part && taken.part.values.includes(value)));
  const [first] = takers;
  if (!first || takers.includes(undefined)) return null;
  const rest = new Set(takers).size > 1 ? ', and earlier rules the rest' : '';
  return { by: first.rule.id, words: `"${first.rule.id}" already takes every ${part.values[0]!} lead${rest}, for example ${example(part.field, part.values[0]!)}` };
}

const example = (field: string, value: string): string => (field === 'company.country' ? `a company in ${value} with 620 people` : `one with ${field} "${value}"`);
