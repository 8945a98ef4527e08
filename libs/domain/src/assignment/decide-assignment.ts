import type { AssignmentConfig, ConfigRef, Owner } from '#contracts';
import type { CompiledAssignment, CompiledRule } from './compile-rules.js';
import { dayOf, whyNotEligible, type DayLoad, type NotEligible } from './eligibility.js';
import { EMPTY_POOL, takeTurn, TURN, type PoolState } from './rotation.js';
import { fieldValue, type RuleInput } from './rule-input.js';

/** The rotation state of all pools and today's load of all reps: what is locked as one while a lead is given away. */
export interface Desk {
  readonly pools: Readonly<Record<string, PoolState>>;
  readonly load: Readonly<Record<string, DayLoad>>;
}
export const EMPTY_DESK: Desk = { pools: {}, load: {} };

/** How a rule that was looked at ended. */
export interface RuleOutcome {
  readonly id: string;
  readonly label: string;
  readonly outcome: 'matched' | 'not_matched' | 'unknown' | 'not_available';
  /** The fields it asked about, with their values then. */
  readonly values: Readonly<Record<string, string | number | null>>;
  /** For `not_available`: whom it would have given the lead to, and why not. */
  readonly blockedBy: readonly { readonly rep: string; readonly reason: NotEligible }[];
}

export interface Candidate {
  readonly rep: string;
  readonly weight: number;
  /** null: could have taken it. */
  readonly out: NotEligible | null;
  /** Turns ahead (+) or behind (−) of the fair share before this turn. */
  readonly ahead: number;
}

/** Everything a decision rests on, so that it can be explained and computed again. */
export interface DecisionRecord {
  readonly at: number;
  readonly config: ConfigRef;
  readonly input: RuleInput;
  readonly exclude: readonly string[];
  readonly rules: readonly RuleOutcome[];
  readonly rule: { readonly id: string; readonly label: string };
  readonly owner: Owner;
  readonly pool: { readonly id: string; readonly label: string; readonly candidates: readonly Candidate[]; readonly before: PoolState; readonly after: PoolState } | null;
  /** Load of the reps that were looked at, before. */
  readonly load: Readonly<Record<string, DayLoad>>;
}

export interface Request { readonly input: RuleInput; readonly exclude?: readonly string[] }

/**
 * Chooses the owner of a lead: the first rule that matches and whose target is available wins; a pool gives the turn to the
 * member whose turn it is; without any, the queue of `otherwise`. Returns the decision with all its reasons, and the desk after it.
 */
export function decideAssignment({ input, exclude = [] }: Request, assignment: CompiledAssignment, config: ConfigRef, desk: Desk, now: number): { record: DecisionRecord; desk: Desk } {
  const outcomes: RuleOutcome[] = [];
  for (const rule of assignment.rules) {
    const holds = rule.holds(input);
    const outcome = (kind: RuleOutcome['outcome'], blockedBy: RuleOutcome['blockedBy'] = []): RuleOutcome => ({ id: rule.id, label: rule.label, outcome: kind, values: valuesOf(rule, input), blockedBy });
    if (holds !== true) {
      outcomes.push(outcome(holds === 'unknown' ? 'unknown' : 'not_matched'));
      continue;
    }
    const target = resolveTarget(rule, input, assignment.config, exclude, desk, now);
    if (target.available) {
      outcomes.push(outcome('matched'));
      return finish(target, rule);
    }
    outcomes.push(outcome('not_available', target.blockedBy));
    if (rule.ifNotAvailable === 'queue') break;
  }
  return finish(queueTarget(assignment.config, assignment.config.otherwise.queue), { id: 'otherwise', label: 'No rule matched' });

  function finish(target: Available, rule: { id: string; label: string }): { record: DecisionRecord; desk: Desk } {
    const load = target.owner.kind === 'rep' ? { [target.owner.rep]: addLoad(assignment.config, desk, target.owner.rep, now) } : {};
    const pools = target.pool ? { [target.pool.id]: target.pool.after } : {};
    const taking = target.pool?.candidates.map(({ rep }) => rep) ?? (target.owner.kind === 'rep' ? [target.owner.rep] : []);
    const looked = new Set([...outcomes.flatMap(({ blockedBy }) => blockedBy.map(({ rep }) => rep)), ...taking]);
    const record: DecisionRecord = {
      at: now, config, input, exclude, rules: outcomes, rule: { id: rule.id, label: rule.label }, owner: target.owner, pool: target.pool,
      load: Object.fromEntries([...looked].flatMap((rep) => (desk.load[rep] ? [[rep, desk.load[rep]]] : []))),
    };
    return { record, desk: { pools: { ...desk.pools, ...pools }, load: { ...desk.load, ...load } } };
  }
}

interface Available { readonly available: true; readonly owner: Owner; readonly pool: DecisionRecord['pool'] }
interface NotAvailable { readonly available: false; readonly blockedBy: RuleOutcome['blockedBy'] }

function resolveTarget({ assign }: CompiledRule, input: RuleInput, config: AssignmentConfig, exclude: readonly string[], desk: Desk, now: number): Available | NotAvailable {
  if ('queue' in assign) return queueTarget(config, assign.queue);
  if ('pool' in assign) return poolTarget(config, assign.pool, { language: assign.language, exclude }, desk, now);
  const rep = 'rep' in assign ? assign.rep : String(fieldValue(input, assign.owner) ?? '');
  const reason = whyNotEligible(rep, config.reps[rep], desk.load[rep], { exclude }, now);
  return reason ? { available: false, blockedBy: [{ rep, reason }] } : { available: true, owner: repOwner(config, rep), pool: null };
}

function poolTarget(config: AssignmentConfig, id: string, need: { language?: string | undefined; exclude: readonly string[] }, desk: Desk, now: number): Available | NotAvailable {
  const pool = config.pools[id];
  const before = desk.pools[id] ?? EMPTY_POOL;
  const candidates = Object.entries(pool?.members ?? {}).map(([rep, weight]): Candidate => {
    const state = before.members[rep] ?? { share: 0, count: 0 };
    return { rep, weight, out: whyNotEligible(rep, config.reps[rep], desk.load[rep], need, now), ahead: state.count - state.share / TURN };
  });
  const turn = takeTurn(before, candidates.filter(({ out }) => out === null));
  if (!turn) return { available: false, blockedBy: candidates.flatMap(({ rep, out }) => (out ? [{ rep, reason: out }] : [])) };
  return { available: true, owner: repOwner(config, turn.rep), pool: { id, label: pool!.label, candidates, before, after: turn.state } };
}

const repOwner = (config: AssignmentConfig, rep: string): Owner => ({ kind: 'rep', rep, name: config.reps[rep]?.name ?? rep });

function queueTarget(config: AssignmentConfig, id: string): Available {
  const queue = config.queues[id];
  return { available: true, owner: { kind: 'queue', queue: id, label: queue?.label ?? id, human: queue?.owner ?? 'nobody' }, pool: null };
}

function addLoad(config: AssignmentConfig, desk: Desk, rep: string, now: number): DayLoad {
  const day = dayOf(config.reps[rep]!, now);
  const today = desk.load[rep];
  return { day, count: today?.day === day ? today.count + 1 : 1 };
}

const valuesOf = (rule: CompiledRule, input: RuleInput): Record<string, string | number | null> => Object.fromEntries(rule.fields.map((path) => [path, fieldValue(input, path) ?? null]));

/** Computes a decision again from its record; the same rules must give the same owner and the same state. */
export function recomputeDecision(record: DecisionRecord, assignment: CompiledAssignment): DecisionRecord {
  const desk: Desk = { pools: record.pool ? { [record.pool.id]: record.pool.before } : {}, load: record.load };
  return decideAssignment({ input: record.input, exclude: record.exclude }, assignment, record.config, desk, record.at).record;
}
