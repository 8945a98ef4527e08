import { verifyReplay, type JournalEvent, type Replay } from '#journal';
import type { Agent } from './agent.js';
import { nextEntry } from './agent-loop.js';
import { isRunInput, type Kinds, type RunEntry } from './run-event.js';
import { reduceRun, type RunState } from './run-state.js';

/**
 * Runs a record again with today's code: what came from outside is taken from the record, everything else is decided anew
 * and compared line by line. No source is called; `agent.snapshot` must read from the record.
 */
export function replayRun<K extends Kinds>(recorded: readonly JournalEvent[], agent: Agent<K>): Promise<Replay> {
  let state: RunState<K> | null = null;
  return verifyReplay(recorded, {
    isInput: isRunInput,
    next: async () => (state ? nextEntry(state, agent) : null),
    take: (event) => { state = reduceRun(event.runId, state, event as unknown as RunEntry<K>); },
  });
}
