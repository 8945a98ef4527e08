import { Injectable } from '@nestjs/common';
import { leadAssigned, ProblemError, retryable, type AssignmentConfig, type Envelope, type LeadAssigned, type LeadEnriched } from '#contracts';
import { chooseFacts, compileRules, decideAssignment, decideByHand, explainDecision, openPerson, proposeMove, SAID_BY, sayNotEligible, type CompiledAssignment, type DecisionRecord, type Desk, type Proposal, type RuleInput } from '#domain';
import { outgoing, Outbox, type Outgoing } from '#messaging';
import { afterCommit, failpoint, type Work } from '#persistence';
import { Clock, Configs, Ids } from '#platform';
import { writeDecisions, writeDesk, writeLeads, type AssignedLead, type StoredDecision } from './assignment.store.js';

/** A lead that is to be given away now. */
export interface ToAssign {
  readonly leadId: string;
  readonly enriched: LeadEnriched;
  readonly sequence: number;
  readonly epoch: number;
  readonly excluded: readonly string[];
  readonly because: LeadAssigned['because'];
  readonly cause: Envelope | null;
}

interface Decided { readonly lead: AssignedLead; readonly decision: StoredDecision; readonly event: Outgoing }
export interface Assigned { readonly desk: Desk; readonly decided: readonly Decided[] }

/** Gives leads away one after the other on one desk, and stores and tells what came of it. Callers hold the desk's lock. */
@Injectable()
export class AssignLeads {
  private compiled: { hash: string; assignment: CompiledAssignment } | null = null;

  constructor(private readonly configs: Configs, private readonly clock: Clock, private readonly ids: Ids, private readonly outbox: Outbox) {}

  /** Errors: ASSIGNMENT.NO_RULES, retryable: leads wait until rules are published. */
  rules(): CompiledAssignment {
    const version = this.configs.get('assignment');
    if (!version) throw retryable('ASSIGNMENT.NO_RULES', 'No assignment rules are in force, so nobody can be chosen. Write config/assignment.yaml and publish it; leads wait until then.');
    if (this.compiled?.hash !== version.hash) this.compiled = { hash: version.hash, assignment: compileRules(version.document).compiled };
    return this.compiled.assignment;
  }

  decide(desk: Desk, leads: readonly ToAssign[]): Assigned {
    const assignment = this.rules();
    const config = this.configs.ref('assignment')!;
    const now = this.clock.now();
    let state = desk;
    const decided = leads.map((lead) => {
      const { record, desk: after } = decideAssignment({ input: ruleInput(lead.enriched, assignment), exclude: lead.excluded }, assignment, config, state, now);
      state = after;
      return this.decided(lead, record, assignment.config);
    });
    return { desk: state, decided };
  }

  /** Gives a lead to a rep, or puts it into a queue, that somebody named. Errors: 422 when that rep cannot take leads, or there is no such queue. */
  byHand(desk: Desk, lead: AssignedLead, { to, because }: { to: { rep: string } | { queue: string }; because: string }): Assigned {
    const assignment = this.rules();
    const { reps, queues } = assignment.config;
    const result = decideByHand({ input: ruleInput(lead.enriched, assignment), to, because }, assignment.config, this.configs.ref('assignment')!, this.clock.now());
    if (result.outcome === 'refused') {
      if (result.reason.code === 'no_queue') throw new ProblemError(422, 'queue_unknown', 'No such queue', `queue: ${JSON.stringify(Object.values(to)[0])} is no queue here. Known: ${Object.keys(queues).join(', ')}.`);
      const able = Object.entries(reps).filter(([, one]) => one.active && !one.left).map(([id]) => id);
      throw new ProblemError(422, 'rep_not_available', 'Nobody to give it to', `rep: ${JSON.stringify(Object.values(to)[0])} ${sayNotEligible(result.reason)}. Active: ${able.join(', ')}.`);
    }
    return { desk, decided: [this.decided({ ...lead, epoch: lead.epoch + 1, because: 'manual', cause: null }, result.record, assignment.config)] };
  }

  /** Where the rules would give a lead now, if that is elsewhere. `decision`: the newest about it. */
  proposal(desk: Desk, lead: AssignedLead, decision: DecisionRecord): Proposal | null {
    const assignment = this.rules();
    const standing = { owner: decision.owner, then: decision.input, now: ruleInput(lead.enriched, assignment), exclude: lead.excluded };
    return proposeMove(standing, assignment, this.configs.ref('assignment')!, desk, this.clock.now());
  }

  private decided({ leadId, enriched, epoch, because, excluded, sequence, cause }: ToAssign, record: DecisionRecord, config: AssignmentConfig): Decided {
    const { owner, rule } = record;
    const decisionId = this.ids.next();
    const { sentence, short } = explainDecision(record, config);
    const answerWithin = owner.kind === 'rep' ? config.answerWithin : config.queues[owner.queue]?.answerWithin;
    return {
      lead: { leadId, status: owner.kind === 'rep' ? 'assigned' : 'queued', epoch, owner, sequence, enriched, excluded, answered: null },
      decision: { leadId, epoch, decisionId, because, record },
      event: outgoing(leadAssigned, leadId, {
        epoch, owner, rule, sentence, short, decisionId, because,
        answerBy: answerWithin === undefined ? null : new Date(record.at + answerWithin).toISOString(),
        lead: enriched.lead, company: enriched.company, fit: enriched.fit, summary: enriched.summary, configs: [record.config, ...enriched.configs],
      }, cause),
    };
  }

  *store({ desk, decided }: Assigned): Work<void> {
    if (decided.length === 0) return;
    yield* writeDesk(desk);
    yield* writeLeads(decided.map(({ lead }) => lead), this.clock.now());
    yield* writeDecisions(decided.map(({ decision }) => decision));
    yield* afterCommit(() => failpoint('K13'));
    yield* this.outbox.publish(decided.map(({ event }) => event));
    failpoint('K12');
  }
}

/** What the rules see of a lead. */
export function ruleInput(enriched: LeadEnriched, { config }: CompiledAssignment): RuleInput {
  const { lead, company, facts, fit, account } = enriched;
  const known = config.accounts.find(({ domains }) => company.domain !== null && domains.includes(company.domain));
  const text = (field: string): string | null => {
    const found = facts.find((fact) => fact.field === field)?.value;
    return typeof found === 'string' ? found : null;
  };
  return {
    lead: {
      connection: lead.connection, country: lead.company.country, title: openPerson(lead.person).title, seniority: text('person.seniority'), department: text('person.department'),
      messageClass: lead.messageClass, openLeadOwner: null,
    },
    company: { name: company.name, domain: company.domain, country: company.country, employees: company.employees, industry: company.industry, sizeBand: company.sizeBand },
    account: { name: known?.name ?? account?.name ?? null, owner: known?.owner ?? account?.owner ?? null },
    fit: { verdict: fit.verdict, points: fit.points },
    from: saidBy(enriched),
  };
}

/** Who said what the rules see of the company, where that value is still the one that counts. */
function saidBy({ company, facts }: LeadEnriched): Record<string, string> {
  const chosen = chooseFacts(facts);
  const fields = ['country', 'employees', 'industry'] as const;
  return Object.fromEntries(fields.flatMap((name) => {
    const fact = chosen.get(`company.${name}`)?.fact;
    return fact && fact.value === company[name] ? [[`company.${name}`, SAID_BY[fact.origin]]] : [];
  }));
}
