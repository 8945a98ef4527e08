import { Controller } from '@nestjs/common';
import { leadEnriched, leadResearched, type LeadEnriched, type LeadResearched } from '#contracts';
import { OnBatch, OnTask, Tasks, type Batch, type NewTask, type Task } from '#messaging';
import { Clock } from '#platform';
import { AssignLeads, type ToAssign } from './assign-leads.js';
import { DESK, readDesk, readFound, readLeads, writeFound, writeLeads, type AssignedLead, type Found } from './assignment.store.js';

/** The timer of a lead that waits for research. */
const STOP_WAITING = 'assignment.stop-waiting';

/**
 * Opens the first epoch of every lead exactly once: at once when it is clear, else when research answers or when its time is
 * over, whichever comes first. A lead that has an owner is never moved by what comes later.
 */
@Controller()
export class AssignLeadsConsumer {
  constructor(private readonly assign: AssignLeads, private readonly tasks: Tasks, private readonly clock: Clock) {}

  @OnBatch(leadEnriched)
  async assignLeads(batch: Batch<LeadEnriched>): Promise<void> {
    const { assign, tasks, clock } = this;
    assign.rules();
    const leadIds = batch.messages.map(({ leadId }) => leadId);
    await batch.commit({
      lock: [DESK],
      *read() {
        return { desk: yield* readDesk(), leads: yield* readLeads(leadIds), found: yield* readFound(leadIds) };
      },
      decide: ({ desk, leads, found }) => {
        const sorted = sortEnriched(batch, leads, found);
        return { assigned: assign.decide(desk, sorted.now), ...sorted };
      },
      *write({ assigned, waiting, changed, timers }) {
        yield* assign.store(assigned);
        yield* writeLeads([...waiting, ...changed], clock.now());
        yield* tasks.add(timers);
      },
    });
  }

  @OnBatch(leadResearched)
  async useResearch(batch: Batch<LeadResearched>): Promise<void> {
    const { assign, tasks, clock } = this;
    const results = batch.messages.filter(({ data }) => data.depth === 'full');
    if (results.length > 0) assign.rules();
    const leadIds = results.map(({ leadId }) => leadId);
    await batch.commit({
      lock: [DESK],
      *read() {
        return { desk: yield* readDesk(), leads: yield* readLeads(leadIds) };
      },
      decide: ({ desk, leads }) => {
        const known = results.flatMap((message) => {
          const lead = leads.get(message.leadId);
          return lead ? [{ ...lead, enriched: withFound(lead.enriched, message.data), cause: message }] : [];
        });
        const isWaiting = ({ status }: AssignedLead) => status === 'waiting';
        return {
          assigned: assign.decide(desk, known.filter(isWaiting).map((lead): ToAssign => ({ ...lead, epoch: 1, because: 'researched' }))),
          informed: known.filter((lead) => !isWaiting(lead)),
        };
      },
      *write({ assigned, informed }) {
        yield* assign.store(assigned);
        yield* writeLeads(informed, clock.now());
        yield* writeFound(results.map(({ leadId, data }) => ({ leadId, found: { fit: data.fit, company: data.company } })), clock.now());
        yield* tasks.cancel(STOP_WAITING, assigned.decided.map(({ lead }) => lead.leadId));
      },
    });
  }

  /** Research took too long: the rules decide on what is known. */
  @OnTask<{ leadId: string }>(STOP_WAITING)
  async stopWaiting(task: Task<{ leadId: string }>): Promise<void> {
    const { assign } = this;
    const { leadId } = task.payload;
    assign.rules();
    await task.complete({
      lock: [DESK],
      *read() {
        return { desk: yield* readDesk(), lead: (yield* readLeads([leadId])).get(leadId) };
      },
      decide: ({ desk, lead }) => assign.decide(desk, lead?.status === 'waiting' ? [{ ...lead, epoch: 1, because: 'research-timeout', cause: null }] : []),
      *write(assigned) { yield* assign.store(assigned); },
    });
  }
}

interface Sorted { now: ToAssign[]; waiting: AssignedLead[]; changed: AssignedLead[]; timers: NewTask[] }

/** Which leads are decided now, which wait, and which have an owner and only learn something new. */
function sortEnriched(batch: Batch<LeadEnriched>, leads: ReadonlyMap<string, AssignedLead>, found: ReadonlyMap<string, Found>): Sorted {
  const sorted: Sorted = { now: [], waiting: [], changed: [], timers: [] };
  for (const message of newestPerLead(batch)) {
    const { leadId, sequence, data } = message;
    const known = leads.get(leadId);
    if (known) {
      if (sequence > known.sequence) sorted.changed.push({ ...known, sequence, enriched: data });
      continue;
    }
    const early = found.get(leadId);
    const open = { leadId, sequence, epoch: 1, excluded: [], cause: message };
    if (early) sorted.now.push({ ...open, enriched: withFound(data, early), because: 'researched' });
    else if (data.next === 'assign' || data.researchBy === null) sorted.now.push({ ...open, enriched: data, because: 'enriched' });
    else {
      sorted.waiting.push({ leadId, status: 'waiting', epoch: 0, owner: null, sequence, enriched: data, excluded: [], answered: null });
      sorted.timers.push({ kind: STOP_WAITING, key: leadId, leadId, dueAt: Date.parse(data.researchBy), payload: { leadId } });
    }
  }
  return sorted;
}

function newestPerLead(batch: Batch<LeadEnriched>): Batch<LeadEnriched>['messages'][number][] {
  const newest = new Map<string, Batch<LeadEnriched>['messages'][number]>();
  for (const message of batch.messages) if ((newest.get(message.leadId)?.sequence ?? -1) < message.sequence) newest.set(message.leadId, message);
  return [...newest.values()];
}

const withFound = (enriched: LeadEnriched, { fit, company }: Found): LeadEnriched => ({ ...enriched, fit, company });
