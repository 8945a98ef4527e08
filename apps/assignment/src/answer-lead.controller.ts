import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import { declineBody, leadAccepted, leadAssigned, leadDeclined, ProblemError, reassignBody, type Identity, type Owner } from '#contracts';
import { outgoing, Outbox } from '#messaging';
import { UnitOfWork } from '#persistence';
import { Caller, Clock, Configs, Ids, JsonBody } from '#platform';
import { AssignLeads } from './assign-leads.js';
import { DESK, readDesk, readLeads, writeDecisions, writeLeads, type AssignedLead } from './assignment.store.js';

/** What the owner, or a manager, says to a lead. */
@Controller('/api/leads/:id')
export class AnswerLeadController {
  constructor(private readonly work: UnitOfWork, private readonly assign: AssignLeads, private readonly outbox: Outbox, private readonly clock: Clock, private readonly ids: Ids, private readonly configs: Configs) {}

  @Post('accept')
  @HttpCode(200)
  async accept(@Param('id') leadId: string, @Caller() caller: Identity): Promise<{ leadId: string; epoch: number; accepted: true }> {
    const { outbox, clock } = this;
    return this.work.transact({
      lock: [DESK],
      read: () => readLeads([leadId]),
      decide: (leads) => owned(leads.get(leadId), leadId, caller),
      *write({ lead, rep }) {
        if (lead.answered !== 'accepted') {
          yield* writeLeads([{ ...lead, answered: 'accepted' }], clock.now());
          yield* outbox.publish([outgoing(leadAccepted, leadId, { epoch: lead.epoch, rep, by: caller.user })]);
        }
        return { leadId, epoch: lead.epoch, accepted: true as const };
      },
    });
  }

  /** Gives the lead back: it is given away anew, but to nobody who gave it back. */
  @Post('decline')
  @HttpCode(200)
  async decline(@Param('id') leadId: string, @Caller() caller: Identity, @JsonBody(declineBody) body: z.infer<typeof declineBody>): Promise<{ leadId: string; epoch: number; owner: Owner }> {
    const { assign, outbox } = this;
    return this.work.transact({
      lock: [DESK],
      *read() {
        return { desk: yield* readDesk(), leads: yield* readLeads([leadId]) };
      },
      decide({ desk, leads }) {
        const { lead, rep } = owned(leads.get(leadId), leadId, caller);
        const assigned = assign.decide(desk, [{ leadId, enriched: lead.enriched, sequence: lead.sequence, epoch: lead.epoch + 1, excluded: [...lead.excluded, rep], because: 'declined', cause: null }]);
        return { lead, rep, assigned };
      },
      *write({ lead, rep, assigned }) {
        yield* outbox.publish([outgoing(leadDeclined, leadId, { epoch: lead.epoch, rep, by: caller.user, reason: body.reason })]);
        yield* assign.store(assigned);
        const [next] = assigned.leads;
        return { leadId, epoch: next!.epoch, owner: next!.owner! };
      },
    });
  }

  /** A move by hand is an epoch of its own; it takes nobody's turn in a rotation. */
  @Post('reassign')
  @HttpCode(200)
  async reassign(@Param('id') leadId: string, @Caller() caller: Identity, @JsonBody(reassignBody) body: z.infer<typeof reassignBody>): Promise<{ leadId: string; epoch: number; owner: Owner }> {
    const { config } = this.assign.rules();
    const rep = config.reps[body.rep];
    if (!rep || !rep.active || rep.left) {
      const able = Object.entries(config.reps).filter(([, one]) => one.active && !one.left).map(([id]) => id);
      throw new ProblemError(422, 'rep_not_available', 'Nobody to give it to', `rep: ${JSON.stringify(body.rep)} is ${rep ? 'not active' : 'not a rep here'}. Active: ${able.join(', ')}.`);
    }
    const { outbox, clock, ids, configs } = this;
    const owner: Owner = { kind: 'rep', rep: body.rep, name: rep.name };
    return this.work.transact({
      lock: [DESK],
      read: () => readLeads([leadId]),
      decide: (leads) => moved(leads.get(leadId), leadId, caller),
      *write(lead) {
        const now = clock.now();
        const epoch = lead.epoch + 1;
        const decisionId = ids.next();
        const ref = configs.ref('assignment')!;
        const rule = { id: 'by-hand', label: `By hand, ${caller.name}` };
        const input = { lead: { connection: lead.enriched.lead.connection, country: null, title: null, seniority: null, department: null, messageClass: null, openLeadOwner: null }, company: lead.enriched.company, account: { name: null, owner: null }, fit: { verdict: lead.enriched.fit.verdict, points: lead.enriched.fit.points } };
        yield* writeLeads([{ ...lead, status: 'assigned', epoch, owner, answered: null }], now);
        yield* writeDecisions([{ leadId, epoch, decisionId, because: 'manual', record: { at: now, config: ref, input, exclude: [], rules: [], rule, owner, pool: null, load: {} } }]);
        const { enriched } = lead;
        yield* outbox.publish([outgoing(leadAssigned, leadId, {
          epoch, owner, rule, decisionId, because: 'manual', sentence: `Yours because ${caller.name} gave it to you: ${body.reason}`, short: `By hand: ${body.reason}`,
          answerBy: new Date(now + config.answerWithin).toISOString(), lead: enriched.lead, company: enriched.company, fit: enriched.fit, summary: enriched.summary, configs: [ref],
        })]);
        return { leadId, epoch, owner };
      },
    });
  }
}

function known(lead: AssignedLead | undefined, leadId: string): AssignedLead {
  if (!lead) throw new ProblemError(404, 'lead_unknown', 'Not found', `There is no lead ${leadId} here.`);
  if (lead.epoch === 0) throw new ProblemError(409, 'lead_not_assigned', 'Not assigned yet', 'Research is still looking at this lead. It is assigned within a minute.');
  return lead;
}

/** The lead and its rep, if the caller may speak for the rep. */
function owned(lead: AssignedLead | undefined, leadId: string, caller: Identity): { lead: AssignedLead; rep: string } {
  const found = known(lead, leadId);
  if (found.owner?.kind !== 'rep') throw new ProblemError(409, 'lead_in_queue', 'In a queue', `This lead is in the queue "${found.owner?.label}". Give it to a rep first.`);
  const { rep, name } = found.owner;
  if (caller.role === 'rep' && caller.rep !== rep) throw new ProblemError(403, 'not_yours', 'Not your lead', `This lead is ${name}'s. Only the owner, a manager or ops can answer for it.`);
  return { lead: found, rep };
}

function moved(lead: AssignedLead | undefined, leadId: string, caller: Identity): AssignedLead {
  const found = known(lead, leadId);
  if (caller.role === 'rep' && !(found.owner?.kind === 'rep' && found.owner.rep === caller.rep)) throw new ProblemError(403, 'not_yours', 'Not your lead', 'You can give away only your own leads. Ask a manager.');
  return found;
}
