import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { correctBody, ProblemError, type Fact, type Identity } from '#contracts';
import { Outbox } from '#messaging';
import { UnitOfWork } from '#persistence';
import { Caller, Clock, JsonBody } from '#platform';
import { saveAsks, toldAsks } from './ask/asks.store.js';
import { correctValue } from './correct-value.js';
import { EnrichLead } from './enrich-lead.js';
import { factsAsOf, keepRuns, leadsWithFacts } from './enrichment.store.js';

/** What is known of a lead, was known of it, and what a person says it is. */
@Controller()
export class FactsController {
  constructor(private readonly work: UnitOfWork, private readonly enrichLead: EnrichLead, private readonly outbox: Outbox, private readonly clock: Clock) {}

  @Get('/api/leads/:id/facts')
  async facts(@Param('id') leadId: string, @Query('asOf') asOf?: string): Promise<unknown> {
    const at = asOf === undefined ? this.clock.now() : Date.parse(asOf);
    if (Number.isNaN(at)) throw new ProblemError(400, 'time_invalid', 'Not a time', `asOf ${JSON.stringify(asOf)} is not a time. Write it like 2026-11-22T09:31:00Z.`);
    const known = await this.work.read(() => factsAsOf(leadId, at));
    return { leadId, asOf: new Date(at).toISOString(), facts: known.map(({ fact, from, until }) => ({ fact, knownFrom: new Date(from).toISOString(), knownUntil: until === null ? null : new Date(until).toISOString() })) };
  }

  /** A person's value is the highest evidence: kept over every machine's, and the lead is judged again. */
  @Post('/api/leads/:id/correct')
  @HttpCode(200)
  async correct(@Param('id') leadId: string, @Caller() caller: Identity, @JsonBody(correctBody) body: z.infer<typeof correctBody>): Promise<unknown> {
    const { enrichLead, outbox } = this;
    const { field } = body;
    const corrected = correctValue(field, body.value);
    if ('problem' in corrected) throw new ProblemError(422, 'value_invalid', 'The value does not fit', `${field}: ${corrected.problem}.`, { field });
    const human: Fact = { field, value: corrected.value, raw: body.reason ?? null, origin: 'human', by: `user:${caller.user}`, method: 'correct@1', confidence: 1, costMicro: 0, observedAt: this.clock.iso(), evidenceId: null };
    const run = await this.work.transact({
      lock: [`lead:${leadId}`],
      read: () => leadsWithFacts([leadId]),
      decide(leads) {
        const stored = leads.get(leadId);
        if (!stored) throw new ProblemError(404, 'lead_unknown', 'Not found', `There is no lead ${leadId}, or it is not enriched yet.`);
        return enrichLead.run({ ...stored, known: [...stored.facts.filter((fact) => !(fact.field === field && fact.origin === 'human')), human], cause: null });
      },
      *write(done, leads) {
        yield* keepRuns([done]);
        yield* saveAsks(toldAsks([done], leads));
        yield* outbox.publish(done.events);
        return done;
      },
    });
    return { leadId, runId: run.runId, fact: human };
  }
}
