import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ProblemError, type RunView } from '#contracts';
import { replayRun } from '#agent';
import type { JournalEvent } from '#journal';
import { readJournal, UnitOfWork } from '#persistence';
import { recordedPolicy } from './agent/model-policy.js';
import { researchAgent, versionsLike } from './agent/research-agent.js';
import { recordedPointing } from './extract/point-with-model.js';
import { modelCostOf } from './model/exchanges.store.js';
import { recordedSources } from './outside/public-sources.js';
import { readRun, readSnapshot, type ResearchRun } from './research.store.js';
import { snapshotOf } from './run-research.js';
import { viewRun } from './view-run.js';
import type { RecordedEntry } from './view-steps.js';

/** Watching runs, going through their record again, and the pages they saved. */
@Controller()
export class ResearchRunsController {
  constructor(private readonly work: UnitOfWork) {}

  @Get('/api/research-runs/:id')
  async run(@Param('id') runId: string): Promise<RunView> {
    const { run, events } = await this.read(runId);
    return viewRun(run, events as unknown as RecordedEntry[], await this.work.read(() => modelCostOf(runId)));
  }

  @Get('/api/research-runs/:id/events')
  async events(@Param('id') runId: string): Promise<readonly JournalEvent[]> {
    return (await this.read(runId)).events;
  }

  /** Decides everything again from the record. Nobody outside is called, nothing is written. */
  @Post('/api/research-runs/:id/verify')
  @HttpCode(200)
  async verify(@Param('id') runId: string): Promise<unknown> {
    const { events } = await this.read(runId);
    const replay = await replayRun(events, researchAgent(recordedSources, (id) => snapshotOf(this.work, id), recordedPolicy(events), recordedPointing(events)));
    return { ...replay, changed: changedSince(events[0]) };
  }

  @Get('/api/snapshots/:id')
  async snapshot(@Param('id') id: string): Promise<unknown> {
    const snapshot = await this.work.read(() => readSnapshot(id));
    if (!snapshot) throw new ProblemError(404, 'snapshot_unknown', 'Not found', `There is no saved page ${id}.`);
    return snapshot;
  }

  private async read(runId: string): Promise<{ run: ResearchRun; events: readonly JournalEvent[] }> {
    const { run, events } = await this.work.read(function* () {
      return { run: yield* readRun(runId), events: yield* readJournal('research', [runId]) };
    });
    if (!run) throw new ProblemError(404, 'run_unknown', 'Not found', `There is no research run ${runId}.`);
    return { run, events };
  }
}

/** Names of what has another version today than when the run began. */
function changedSince(first: JournalEvent | undefined): string[] {
  const then = (first?.data as { versions?: Record<string, string> } | undefined)?.versions ?? {};
  const now = versionsLike(then);
  return Object.keys({ ...now, ...then }).filter((name) => now[name] !== then[name]).sort();
}
