import { createHash } from 'node:crypto';
import { canonicalJson, type Journal, type JournalEvent } from '#journal';
import type { Agent } from './agent.js';
import type { Budget } from './budget.js';
import { checkGuardrails } from './check-guardrails.js';
import { runEntry, type Kinds, type RunEntry } from './run-event.js';
import { foldRun, reduceRun, type Phase, type RunState } from './run-state.js';
import { openOptions, settleStop } from './stop-rules.js';

/**
 * The agent's loop:
 *
 *   (UPDATE → PROPOSE → DECIDE → ADMIT → EXECUTE → EXTRACT → VERIFY)* → CONCLUDE
 *
 * Every arrow is one line of the run's journal, and the state is nothing but the fold of those lines. Each step below makes
 * the next line from the state; only EXECUTE waits for the world.
 */
type Step = <K extends Kinds>(state: RunState<K>, agent: Agent<K>) => RunEntry<K> | null | Promise<RunEntry<K> | null>;

const steps: Record<Phase, Step> = {
  update: (state, agent) => runEntry('judgement.made', state.at, agent.judge(state)),

  propose: (state, agent) => runEntry('menu.proposed', state.at, { items: agent.menu(state) }),

  async decide(state, agent) {
    const options = openOptions(state);
    return runEntry('decision.made', state.at, options.stop ?? settleStop(state, await agent.policy.choose(options.menu, state)));
  },

  admit(state, agent) {
    if (state.decision?.kind !== 'look') return null;
    const admission = checkGuardrails(agent, state, state.decision);
    if (!admission.admitted) return runEntry('look.refused', state.at, { item: state.decision.item, rule: admission.rule, reason: admission.reason });
    const { id, maxSpendMicro } = admission.item;
    return runEntry('look.admitted', state.at, { item: id, callKey: callKeyOf(state, agent, id), reservedMicro: maxSpendMicro });
  },

  execute: () => null,

  async extract(state, agent) {
    const look = state.looks.at(-1);
    if (!look?.outcome.ok) return null;
    const page = await agent.snapshot(look.outcome.snapshot.id);
    return runEntry('evidence.proposed', state.at, { evidence: await agent.extract(state, look, page) });
  },

  async verify(state, agent) {
    const look = state.looks.at(-1);
    if (!look?.outcome.ok) return null;
    const page = await agent.snapshot(look.outcome.snapshot.id);
    const judged = state.proposed.map((evidence) => ({ id: evidence.id, because: agent.verify(evidence, page) }));
    return runEntry('evidence.verified', state.at, {
      accepted: judged.filter(({ because }) => because === null).map(({ id }) => id),
      rejected: judged.flatMap(({ id, because }) => (because === null ? [] : [{ id, because }])),
    });
  },

  conclude(state) {
    if (state.decision?.kind !== 'conclude') return null;
    const { stop, why } = state.decision;
    return runEntry('run.concluded', state.at, { stop, sentence: why, looks: state.spent.looks, spentMicro: state.spent.micro });
  },

  concluded: () => null,
};

/** The line that follows from the lines so far; null when the run waits for a look or is over. */
export const nextEntry = async <K extends Kinds>(state: RunState<K>, agent: Agent<K>): Promise<RunEntry<K> | null> => steps[state.phase](state, agent);

export interface Run<K extends Kinds> {
  readonly runId: string;
  readonly journal: Journal;
  readonly agent: Agent<K>;
  /** What a run that has no journal yet starts with. */
  readonly start: { subject: K['subject']; budget: Budget; versions: Readonly<Record<string, string>> };
  readonly clock: { now(): number };
  readonly signal: AbortSignal;
}

/**
 * Runs to the end, or goes on from where the journal ends. What led to a look is on record before the look is taken, and what
 * it brought is on record before the next: after a crash at most one look is taken again. Throws what a source, the journal
 * or the snapshots throw; calling it again goes on.
 */
export async function runAgent<K extends Kinds>(run: Run<K>): Promise<RunState<K>> {
  const { runId, journal, agent, clock } = run;
  const iso = (): string => new Date(clock.now()).toISOString();
  const recorded = await journal.read(runId);
  let last: JournalEvent | null = recorded.at(-1) ?? null;
  let state = foldRun<K>(runId, recorded as unknown as RunEntry<K>[]);
  if (state?.phase === 'concluded') return state;

  const unwritten: RunEntry<K>[] = [];
  const take = (entry: RunEntry<K>): RunState<K> => {
    unwritten.push(entry);
    return (state = reduceRun(runId, state, entry));
  };
  let current = take(state
    ? runEntry<K, 'run.resumed'>('run.resumed', iso(), {})
    : runEntry<K, 'run.started'>('run.started', iso(), { ...run.start, policy: agent.policy.id, parent: null }));

  for (;;) {
    const entry = await nextEntry(current, agent);
    if (entry) {
      current = take(entry);
      continue;
    }
    last = (await journal.append(runId, last, unwritten.splice(0))).at(-1)!;
    if (current.phase === 'concluded') return current;
    current = take(await execute(current, run, iso));
  }
}

/** EXECUTE: the one step that leaves the process. */
async function execute<K extends Kinds>(state: RunState<K>, { agent, clock, signal }: Run<K>, iso: () => string): Promise<RunEntry<K>> {
  const { item, callKey } = state.open!;
  const source = agent.sources.find(({ id }) => id === item.source)!;
  const before = clock.now();
  const outcome = await source.look({ runId: state.runId, callKey, target: item.target, timeoutMs: Math.max(1, state.budget.timeMs - state.spent.ms), signal });
  return runEntry('look.returned', iso(), { item: item.id, callKey, tookMs: Math.max(0, clock.now() - before), outcome });
}

/** Names a call by what is asked of whom: a fork reuses the answer of an equal call. */
function callKeyOf<K extends Kinds>(state: RunState<K>, agent: Agent<K>, id: string): string {
  const item = state.menu.find((one) => one.id === id)!;
  const version = agent.sources.find((source) => source.id === item.source)!.version;
  return createHash('sha256').update(canonicalJson({ source: item.source, version, target: item.target })).digest('hex');
}
