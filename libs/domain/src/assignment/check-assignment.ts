import type { AssignmentConfig, ConfigFinding } from '#contracts';
import { finding as error } from '../config/finding.js';
import { suggest } from '../config/suggest.js';
import { compileRules } from './compile-rules.js';
import { RULE_FIELDS } from './rule-input.js';
import { unreachableRules } from './unreachable-rules.js';

/** Everything that is wrong with an assignment document beyond its schema, each at its place and with a remedy. */
export function checkAssignment(config: AssignmentConfig): ConfigFinding[] {
  return [...checkConditions(config), ...checkTargets(config), ...checkMembers(config), ...checkAccounts(config), ...unreachableRules(config)];
}

function checkConditions(config: AssignmentConfig): ConfigFinding[] {
  return compileRules(config).problems.map(({ rule, index, message, from, to }) => {
    const unknown = /^unknown field (\S+)$/.exec(message)?.[1];
    const nearest = unknown ? suggest(unknown, fieldNames) : null;
    return {
      ...error(['rules', index, 'when'], `rule "${rule.id}"`, message, nearest ? `Did you mean ${nearest}?` : unknown ? `Known fields: ${fieldNames.join(', ')}.` : 'Mend the condition; it is CEL, e.g. company.country in ["US", "CA"].'),
      excerpt: { text: `when: '${rule.when}'`, from: from + 7, to: to + 7 },
    };
  });
}

const fieldNames = Object.entries(RULE_FIELDS).flatMap(([group, names]) => names.map((name) => `${group}.${name}`));

function checkTargets(config: AssignmentConfig): ConfigFinding[] {
  const missing = (kind: 'pool' | 'queue' | 'rep', name: string, known: Record<string, unknown>, path: (string | number)[], where: string): ConfigFinding[] => {
    if (Object.hasOwn(known, name)) return [];
    const nearest = suggest(name, Object.keys(known));
    return [error(path, where, `unknown ${kind} "${name}"`, nearest ? `Did you mean ${nearest}?` : `Known: ${Object.keys(known).join(', ') || 'none'}.`)];
  };
  const rules = config.rules.flatMap(({ id, assign }, index) => {
    const where = `rule "${id}"`;
    const path = ['rules', index, 'assign'];
    if ('pool' in assign) return missing('pool', assign.pool, config.pools, [...path, 'pool'], where);
    if ('queue' in assign) return missing('queue', assign.queue, config.queues, [...path, 'queue'], where);
    if ('rep' in assign) return missing('rep', assign.rep, config.reps, [...path, 'rep'], where);
    return fieldNames.includes(assign.owner) ? [] : [error([...path, 'owner'], where, `unknown field ${assign.owner}`, `Did you mean ${suggest(assign.owner, fieldNames) ?? 'account.owner'}?`)];
  });
  const manager = config.manager === undefined || isAddress(config.manager) ? [] : missing('rep', config.manager, config.reps, ['manager'], 'manager')
    .map((found) => ({ ...found, message: `"${config.manager}" is neither an e-mail address nor a rep`, remedy: `${found.remedy} Or write an address: manager: ruth@example.com` }));
  return [...rules, ...missing('queue', config.otherwise.queue, config.queues, ['otherwise', 'queue'], 'otherwise'), ...manager];
}

const isAddress = (text: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);

const THEM = { her: 'her', his: 'him', their: 'them' } as const;

function checkMembers(config: AssignmentConfig): ConfigFinding[] {
  return Object.entries(config.pools).flatMap(([pool, { members }]) => {
    const where = `pool "${pool}"`;
    const bad = Object.keys(members).flatMap((rep) => {
      const path = ['pools', pool, 'members', rep];
      const found = config.reps[rep];
      if (!found) return [error(path, where, `member "${rep}" is not a rep`, `Did you mean ${suggest(rep, Object.keys(config.reps)) ?? 'somebody else'}? Or add ${rep} under reps.`)];
      if (found.left) return [error(path, where, `member "${rep}" left on ${found.left}`, `Remove ${THEM[found.pronoun]}, or set active: true and take "left" away.`)];
      return found.active ? [] : [error(path, where, `member "${rep}" is not active`, `Remove ${THEM[found.pronoun]} or set active: true.`)];
    });
    const able = Object.entries(members).some(([rep, weight]) => weight > 0 && config.reps[rep]?.active && !config.reps[rep]?.left);
    return able || bad.length > 0 ? bad : [error(['pools', pool, 'members'], where, 'nobody in it can take a lead', 'Add an active rep with a weight above 0.')];
  });
}

function checkAccounts(config: AssignmentConfig): ConfigFinding[] {
  return config.accounts.flatMap(({ name, owner }, index) => (owner in config.reps ? [] : [error(['accounts', index, 'owner'], `account "${name}"`, `owner "${owner}" is not a rep`, `Did you mean ${suggest(owner, Object.keys(config.reps)) ?? 'somebody else'}?`)]));
}
