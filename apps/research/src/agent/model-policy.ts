import { chooseLook, type ChooseLookInput, type ChosenLook, type ModelReply } from '#connectors';
import { offlinePolicy, type Decision, type Policy } from '#agent';
import type { JournalEvent } from '#journal';
import { chooseFacts } from '#domain';
import type { ResearchState } from '../research-kinds.js';
import { factsOf } from './judge-run.js';

/** Asks a model for the next look; the state says which decision of the run it is for. */
export type AskForLook = (input: ChooseLookInput, state: ResearchState) => Promise<ModelReply<ChosenLook>>;

/** Lets a model pick from the menu. It sees labels, prices and plain values, no page; without an answer the offline policy picks. */
export const modelPolicy = (model: string, ask: AskForLook): Policy<ResearchState> => ({
  id: `${chooseLook.name} (${model})`,
  async choose(menu, state): Promise<Decision> {
    const known = [...chooseFacts(factsOf(state)).values()].map(({ fact: { field, value } }) => ({ field, value })).filter(({ field }) => field.startsWith('company.'));
    const reply = await ask({ question: state.subject.question, known, menu, looksLeft: state.budget.looks - state.spent.looks }, state);
    if (!reply.ok) return offlinePolicy.choose(menu, state);
    const { value } = reply;
    return value.kind === 'look' ? value : { kind: 'conclude', stop: 'not_worth_it', why: value.why };
  },
});

/** For replays: what was chosen is on record, so that no model is needed. Everything else is decided anew. */
export function recordedPolicy(events: readonly JournalEvent[]): Policy<ResearchState> {
  const started = events.find(({ type }) => type === 'run.started')?.data as { policy?: string } | undefined;
  if (!started?.policy || started.policy === offlinePolicy.id) return offlinePolicy;
  const decisions = events.filter(({ type }) => type === 'decision.made').map(({ data }) => data as unknown as Decision);
  return { id: started.policy, choose: (menu, state) => decisions.shift() ?? offlinePolicy.choose(menu, state) };
}
