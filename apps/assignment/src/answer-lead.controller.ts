import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import { declineBody, leadAccepted, leadDeclined, ProblemError, reassignBody, type Identity, type Owner } from '#contracts';
import { outgoing, Outbox } from '#messaging';
import { UnitOfWork } from '#persistence';
import { Caller, Clock, JsonBody } from '#platform';
import { AssignLeads, type Assigned } from './assign-leads.js';
import { DESK, readDesk, readLeads, writeLeads, type AssignedLead } from './assignment.store.js';

/** What the owner, or a manager, says to a lead. */
@Controller('/api/leads/:id')
export class AnswerLeadController {
  constructor(private readonly work: UnitOfWork, private readonly assign: AssignLeads, private readonly outbox: Outbox, private readonly clock: Clock) {}

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
        return nextOwner(assigned);
      },
    });
  }

  /** A move by hand is an epoch of its own; it takes nobody's turn in a rotation. */
  @Post('reassign')
  @HttpCode(200)
  async reassign(@Param('id') leadId: string, @Caller() caller: Identity, @JsonBody(reassignBody) body: z.infer<typeof reassignBody>): Promise<{ leadId: string; epoch: number; owner: Owner }> {
    const { assign } = this;
    return this.work.transact({
      lock: [DESK],
      *read() {
        return { desk: yield* readDesk(), leads: yield* readLeads([leadId]) };
      },
      decide: ({ desk, leads }) => assign.byHand(desk, moved(leads.get(leadId), leadId, caller), byHand(body, caller)),
      *write(assigned) {
        yield* assign.store(assigned);
        return nextOwner(assigned);
      },
    });
  }
}

/** Whom it is given to, and why in words that follow "because". The body has exactly one of rep and queue. */
const byHand = ({ rep, queue, reason }: z.infer<typeof reassignBody>, { name }: Identity) =>
  (queue === undefined ? { to: { rep: rep! }, because: `${name} gave it to you: ${reason}` } : { to: { queue }, because: `${name} put it there: ${reason}` });

const nextOwner = ({ decided }: Assigned) => {
  const { leadId, epoch, owner } = decided[0]!.lead;
  return { leadId, epoch, owner: owner! };
};

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
