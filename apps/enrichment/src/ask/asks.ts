import { Injectable } from '@nestjs/common';
import { loseCall } from '#connectors';
import type { Fact } from '#contracts';
import { Outbox, Tasks, type Task } from '#messaging';
import { UnitOfWork, type Work } from '#persistence';
import { Clock } from '#platform';
import { EnrichLead, type EnrichmentRun } from '../enrich-lead.js';
import { keepFacts, keepRuns, leadsWithFacts, type StoredLead } from '../enrichment.store.js';
import { begin, callIdOf, tell, type Ask } from './ask.js';
import { saveAsks } from './asks.store.js';

export const DEADLINE = 'enrichment.deadline';
export interface AskTask { readonly leadId: string }
export type Asked = StoredLead & { readonly ask: Ask };

/** What all have in common that ask outside about a lead, one call at a time: each change of an ask is a commit under the lease of its task. */
@Injectable()
export class Asks {
  constructor(private readonly work: UnitOfWork, private readonly enrichLead: EnrichLead, private readonly clock: Clock, private readonly outbox: Outbox, private readonly tasks: Tasks) {}

  /** Null when the lead is not asked about, or nobody is asked any more. */
  async read(leadId: string): Promise<Asked | null> {
    const stored = await this.work.read(() => readAsked(leadId));
    return stored?.ask.ended ? null : stored;
  }

  runOf(stored: Asked): EnrichmentRun {
    return this.enrichLead.run({ ...stored, known: stored.facts, cause: stored.ask.cause });
  }

  /** On record before the call, so that a crash from here on is seen and nothing is paid twice by itself. */
  begin(task: Task, leadId: string, asked: string): Promise<Ask> {
    return task.progress({
      lock: [`lead:${leadId}`],
      read: () => readAsked(leadId),
      decide: (stored) => begin(stored!.ask, asked),
      *write(begun) {
        yield* saveAsks([begun]);
        return begun;
      },
    });
  }

  /** Keeps what came of a call, and when to go on (milliseconds). */
  async goOn(task: Task, leadId: string, change: (ask: Ask) => Ask, facts: readonly Fact[] = [], dueAt = this.clock.now()): Promise<void> {
    const at = this.clock.now();
    await task.later(dueAt, {
      lock: [`lead:${leadId}`],
      read: () => readAsked(leadId),
      *write(_, stored) {
        if (!stored) return;
        yield* saveAsks([change(stored.ask)]);
        yield* keepFacts([{ leadId, facts, at }]);
      },
    });
  }

  /** A process died between asking and keeping the answer. */
  async lost(task: Task, ask: Ask, change: (ask: Ask) => Ask): Promise<void> {
    await this.work.transact({ write: () => loseCall(callIdOf(ask)) });
    await this.goOn(task, ask.leadId, change);
  }

  /** It is time to tell. */
  async deadline(task: Task, leadId: string): Promise<void> {
    const { outbox } = this;
    await task.complete({
      lock: [`lead:${leadId}`],
      read: () => readAsked(leadId),
      decide: (stored) => {
        if (!stored || stored.ask.told) return null;
        const run = this.runOf(stored);
        return { ask: tell(stored.ask, run), run };
      },
      *write(told) {
        if (!told) return;
        yield* keepRuns([told.run]);
        yield* saveAsks([told.ask]);
        yield* outbox.publish(told.run.events);
      },
    });
  }

  /** Nobody is left to ask. What is late is told only where it decides the lead. */
  async end(task: Task, leadId: string): Promise<void> {
    const { outbox, tasks } = this;
    await task.complete({
      lock: [`lead:${leadId}`],
      read: () => readAsked(leadId),
      decide: (stored) => {
        if (!stored) return null;
        const run = this.runOf(stored);
        const late = run.isClear && !stored.ask.toldClear ? [run.enriched] : [];
        return { run, events: stored.ask.told ? late : run.events, ask: { ...tell(stored.ask, run), ended: true } };
      },
      *write(ended) {
        if (!ended) return;
        yield* keepRuns([ended.run]);
        yield* saveAsks([ended.ask]);
        yield* tasks.cancel(DEADLINE, [leadId]);
        yield* outbox.publish(ended.events);
      },
    });
  }
}

function* readAsked(leadId: string): Work<Asked | null> {
  const stored = (yield* leadsWithFacts([leadId])).get(leadId);
  return stored?.ask ? { ...stored, ask: stored.ask } : null;
}
