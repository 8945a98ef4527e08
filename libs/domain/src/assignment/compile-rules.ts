import { Environment } from '@marcbachmann/cel-js';
import type { AssignmentConfig, AssignmentRule } from '#contracts';
import { RULE_FIELDS, type RuleInput } from './rule-input.js';

export interface CompiledRule extends AssignmentRule {
  /** The fields its condition names, in order: `company.country`. */
  readonly fields: readonly string[];
  /** Whether it holds; `unknown` when a value it compares is not known. */
  readonly holds: (input: RuleInput) => boolean | 'unknown';
}

export interface CompiledAssignment {
  readonly config: AssignmentConfig;
  readonly rules: readonly CompiledRule[];
}

/** An error of a condition, at its columns (from 0, end exclusive). */
export interface RuleProblem { readonly rule: AssignmentRule; readonly index: number; readonly message: string; readonly from: number; readonly to: number }

type Parsed = ReturnType<Environment['parse']>;

/** CEL with exactly our fields: an unknown name is an error when the rules are saved, not when a lead comes. */
function environment(): Environment {
  const env = new Environment({ unlistedVariablesAreDyn: false });
  for (const [group, names] of Object.entries(RULE_FIELDS)) {
    const type = `${group[0]!.toUpperCase()}${group.slice(1)}`;
    env.registerType(type, { ctor: groups[group as keyof typeof groups], fields: Object.fromEntries(names.map((name) => [name, 'dyn'])) } as never);
    env.registerVariable(group, type);
  }
  return env;
}

/** CEL finds the type of a value by its class. */
class Lead {}
class Company {}
class Account {}
class Fit {}
const groups = { lead: Lead, company: Company, account: Account, fit: Fit };

const typed = (input: RuleInput): Record<string, unknown> => ({
  lead: Object.assign(new Lead(), input.lead), company: Object.assign(new Company(), input.company), account: Object.assign(new Account(), input.account), fit: Object.assign(new Fit(), input.fit),
});

/** Compiles every condition, or says what is wrong with each. */
export function compileRules(config: AssignmentConfig): { compiled: CompiledAssignment; problems: RuleProblem[] } {
  const env = environment();
  const problems: RuleProblem[] = [];
  const rules = config.rules.flatMap((rule, index): CompiledRule[] => {
    const parsed = parse(env, rule.when);
    if ('message' in parsed) {
      problems.push({ rule, index, ...parsed });
      return [];
    }
    return [{ ...rule, fields: fieldsOf(rule.when), holds: (input) => evaluate(parsed.run, input) }];
  });
  return { compiled: { config, rules }, problems };
}

function parse(env: Environment, when: string): { run: Parsed } | { message: string; from: number; to: number } {
  try {
    const run = env.parse(when);
    const { valid, error } = run.check() as { valid: boolean; error?: unknown };
    return valid ? { run } : problem(when, error);
  } catch (error) {
    return problem(when, error);
  }
}

/** The library's messages end with a drawing of the place; the first line is the message. */
function problem(when: string, error: unknown): { message: string; from: number; to: number } {
  const { message = 'cannot be read', range } = error as { message?: string; range?: { start: number; end: number } };
  const [first = message] = message.split('\n');
  const name = /No such key: (\S+)/.exec(first)?.[1];
  if (name && range) {
    const before = /([A-Za-z]+)\.$/.exec(when.slice(0, when.indexOf(name, Math.max(0, range.start - 1))));
    const from = before ? when.indexOf(`${before[1]}.${name}`) : range.start;
    return { message: `unknown field ${before ? `${before[1]}.` : ''}${name}`, from, to: from + (before ? before[1]!.length + 1 : 0) + name.length };
  }
  const variable = /Unknown variable: (\S+)/.exec(first)?.[1];
  const from = Math.min(range?.start ?? 0, when.length);
  return { message: variable ? `unknown field ${variable}` : first, from, to: Math.max(from + 1, range?.end ?? 0) };
}

const fieldsOf = (when: string): string[] => [...new Set([...when.replace(/"[^"]*"|'[^']*'/g, '').matchAll(/\b(lead|company|account|fit)\.(\w+)/g)].map(([name]) => name))];

/** A comparison with a value that is not known cannot be evaluated: the rule does not match, and says why. */
function evaluate(run: Parsed, input: RuleInput): boolean | 'unknown' {
  try {
    return run(typed(input)) === true;
  } catch {
    return 'unknown';
  }
}
