import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import { answerBody, ProblemError, type Fact, type Identity } from '#contracts';
import { Outbox } from '#messaging';
import { UnitOfWork } from '#persistence';
import { Caller, Clock, JsonBody } from '#platform';
import { saveAsks, toldAsks } from '../ask/asks.store.js';
import { EnrichLead } from '../enrich-lead.js';
import { keepRuns, leadsWithFacts } from '../enrichment.store.js';
import { answersOf, keepAnswer, openQuestionsOf, type Answer } from './answers.store.js';
import { choiceOf, judgeAnswer } from './judge-answer.js';

const METHOD = 'answer@1';

/** The answer to what only a person can tell. Console lets a rep answer only for leads of their own. */
@Controller()
export class AnswerController {
  constructor(private readonly work: UnitOfWork, private readonly enrichLead: EnrichLead, private readonly outbox: Outbox, private readonly clock: Clock) {}

  /**
   * What the choice stands for becomes a person's value, and the lead goes on from there: it is judged again, and research is
   * asked again where a new lead with these facts would be researched. Providers are not asked. The same answer again changes
   * nothing. Errors: 404 lead_unknown, and what `judgeAnswer` refuses.
   */
  @Post('/api/leads/:id/answer')
  @HttpCode(200)
  async answer(@Param('id') leadId: string, @Caller() caller: Identity, @JsonBody(answerBody) body: z.infer<typeof answerBody>): Promise<unknown> {
    const { enrichLead, outbox, clock } = this;
    const at = clock.now();
    return this.work.transact({
      lock: [`lead:${leadId}`],
      *read() {
        return { leads: yield* leadsWithFacts([leadId]), open: yield* openQuestionsOf([leadId]), answers: yield* answersOf(leadId) };
      },
      decide({ leads, open, answers }) {
        const stored = leads.get(leadId);
        if (!stored) throw new ProblemError(404, 'lead_unknown', 'Not found', `There is no lead ${leadId}, or it is not enriched yet.`);
        const judged = judgeAnswer(body, open.get(leadId) ?? null, answers);
        if (judged.outcome === 'known') return { answer: judged.answer, run: null };
        const { question, choice } = judged;
        const facts = choice.facts.map(({ field, value }): Fact => ({
          field, value, raw: question.sentence, origin: 'human', by: `user:${caller.user}`, method: METHOD, confidence: 1, costMicro: 0, observedAt: new Date(at).toISOString(), evidenceId: null,
        }));
        const isReplaced = (fact: Fact): boolean => fact.origin === 'human' && facts.some(({ field }) => field === fact.field);
        const run = enrichLead.run({
          ...stored, known: [...stored.facts.filter((fact) => !isReplaced(fact)), ...facts], cause: null, answered: { question: question.sentence, choice: choice.label, by: `user:${caller.user}` },
        });
        return { answer: { runId: run.runId, leadId, question, choice: choice.id, by: caller.user, name: caller.name, at } satisfies Answer, run };
      },
      *write({ answer, run }, { leads }) {
        if (run) {
          yield* keepRuns([run]);
          yield* saveAsks(toldAsks([run], leads));
          yield* keepAnswer(answer);
          yield* outbox.publish(run.events);
        }
        return answerView(answer);
      },
    });
  }
}

const answerView = (answer: Answer): unknown => ({
  leadId: answer.leadId, runId: answer.runId, question: answer.question.id, choice: answer.choice, label: choiceOf(answer).label, by: `user:${answer.by}`, at: new Date(answer.at).toISOString(),
});
