import { Controller } from '@nestjs/common';
import { classifyMessage, costOf, summarizeLead } from '#connectors';
import type { Fact } from '#contracts';
import { openPerson } from '#domain';
import { OnTask, type Task } from '#messaging';
import { Clock } from '#platform';
import { callIdOf, finish, type Ask, type Wording } from '../ask/ask.js';
import { Asks, type Asked, type AskTask } from '../ask/asks.js';
import type { EnrichmentRun } from '../enrich-lead.js';
import { AskModel } from './ask-model.js';
import { classFacts } from './message-class.js';
import type { ModelUse } from './model-uses.js';
import { summaryInput } from './summary-input.js';
import { WORD } from './word-task.js';

/** However long the deadline is: longer than a lease no call may take. */
const MOST_MS = 30_000;

interface Said { readonly facts: readonly Fact[]; readonly wording?: Wording }

/**
 * Has a model tell what a person wants and word the summary, where there is one, as providers are asked (`ask-providers.ts`).
 * It gates nothing and holds nothing up: by the deadline everyone was told what the rules made of the lead, and what is late,
 * down, unreadable or unproven leaves it at that.
 */
@Controller()
export class WordLeads {
  constructor(private readonly asks: Asks, private readonly model: AskModel, private readonly clock: Clock) {}

  @OnTask<AskTask>(WORD, { concurrency: 8, leaseMs: 2 * MOST_MS })
  async word(task: Task<AskTask>): Promise<void> {
    const { leadId } = task.payload;
    const stored = await this.asks.read(leadId);
    if (!stored) return;
    const { asking, told, tellBy, done } = stored.ask;
    if (asking !== null) return this.asks.lost(task, stored.ask, (ask) => finish(ask, asking));
    const run = this.asks.runOf(stored);
    const use = told || tellBy <= this.clock.now() ? undefined : run.modelUses.find((one) => !done.includes(one));
    if (!use) return this.asks.end(task, leadId);
    const ask = await this.asks.begin(task, leadId, use);
    const { facts, wording } = await this.ask(use, stored, run, ask, task.signal);
    if (task.signal.aborted) throw task.signal.reason;
    await this.asks.goOn(task, leadId, (now) => ({ ...finish(now, use), ...(wording ? { wording } : {}) }), facts);
  }

  private async ask(use: ModelUse, { lead }: Asked, run: EnrichmentRun, ask: Ask, signal: AbortSignal): Promise<Said> {
    const asked = { id: callIdOf(ask), leadId: ask.leadId, timeMs: Math.min(MOST_MS, ask.tellBy - this.clock.now()), signal };
    if (use === 'model:class') {
      const reply = await this.model.ask(classifyMessage, { message: openPerson(lead.person).message ?? '' }, asked);
      return { facts: reply.ok ? classFacts(reply.value, costOf(reply), this.clock.iso()) : [] };
    }
    const reply = await this.model.ask(summarizeLead, summaryInput(run), asked);
    return { facts: [], ...(reply.ok ? { wording: { instead: run.summary, text: reply.value } } : {}) };
  }
}
