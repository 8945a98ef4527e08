import { Controller } from '@nestjs/common';
import { writeDraft as wording, loseCall } from '#connectors';
import type { Envelope } from '#contracts';
import { OnTask, type Task } from '#messaging';
import { UnitOfWork } from '#persistence';
import { Clock, Configs } from '#platform';
import { AskModel } from '../model/ask-model.js';
import { readLeads } from '../research.store.js';
import { askForDraft } from './ask-for-draft.js';
import { dueDraft, type DueDraft } from './draft-due.js';
import { PublishDrafts, WORD_DRAFT, type DraftTask } from './publish-drafts.js';
import { draftIdOf, templateDraft, type WrittenDraft } from './write-draft.js';

const TIME_MS = 30_000;

/** Has a model word a draft, where there is one; what fails its check, comes too late or costs too much is the template's. */
@Controller()
export class WordDrafts {
  constructor(private readonly work: UnitOfWork, private readonly model: AskModel, private readonly drafts: PublishDrafts, private readonly configs: Configs, private readonly clock: Clock) {}

  @OnTask<DraftTask>(WORD_DRAFT, { concurrency: 4, leaseMs: 120_000 })
  async word(task: Task<DraftTask>): Promise<void> {
    const { leadId, cause } = task.payload;
    const due = await this.work.read(() => stillDue(task.payload, cause));
    if (!due) return;
    const written = await this.wordingOf(task, due);
    const { drafts } = this;
    await task.complete({
      lock: [`research:${leadId}`],
      read: () => stillDue(task.payload, cause),
      *write(now) {
        if (now) yield* drafts.store([{ due: now, written }]);
      },
    });
  }

  private async wordingOf(task: Task<DraftTask>, due: DueDraft): Promise<WrittenDraft> {
    const { draftId, runId } = task.payload;
    const outreach = this.configs.get('outreach');
    const occasion = { ...due, outreach, at: this.clock.iso() };
    const template = templateDraft(occasion);
    if (!template.content || !outreach) return template;
    if (task.attempt > 1) {
      // The answer to the first attempt was lost, and may have been paid for: nobody is asked again by itself.
      await this.work.transact({ write: () => loseCall(callId(draftId)) });
      return template;
    }
    const reply = await this.model.ask(wording, askForDraft(occasion, template.content, outreach.document), {
      callId: callId(draftId), runId, leadId: due.leadId, timeMs: TIME_MS, signal: task.signal,
    });
    if (task.signal.aborted) throw task.signal.reason;
    return reply.ok ? { content: reply.value, block: null, generator: `${wording.name} (${this.model.id})` } : template;
  }
}

const callId = (draftId: string): string => `draft-${draftId}`;

/** The draft of a task, if it is still wanted: the owner may be another by now, or have refused it. */
function* stillDue({ draftId, leadId }: DraftTask, cause: Envelope) {
  const { leads, drafts } = yield* readLeads([leadId]);
  return dueDraft(leads.get(leadId)!, new Set(drafts.keys()), cause).find(({ assigned, result }) => draftIdOf(result.runId, assigned.epoch) === draftId) ?? null;
}
