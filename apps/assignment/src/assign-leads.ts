import { Injectable } from '@nestjs/common';
import { leadAssigned, retryable, type Envelope, type LeadAssigned, type LeadEnriched } from '#contracts';
import { compileRules, decideAssignment, explainDecision, openPerson, type CompiledAssignment, type Desk, type RuleInput } from '#domain';
import { outgoing, Outbox, type Outgoing } from '#messaging';
import type { Work } from '#persistence';
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

export interface Assigned { readonly desk: Desk; readonly leads: AssignedLead[]; readonly decisions: StoredDecision[]; readonly events: Outgoing[] }

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
    const result: { leads: AssignedLead[]; decisions: StoredDecision[]; events: Outgoing[] } = { leads: [], decisions: [], events: [] };
    let state = desk;
    for (const lead of leads) {
      const { record, desk: after } = decideAssignment({ input: ruleInput(lead.enriched, assignment), exclude: lead.excluded }, assignment, config, state, now);
      state = after;
      const decisionId = this.ids.next();
      const { sentence, short } = explainDecision(record, assignment.config);
      const { leadId, enriched, epoch, because, excluded, sequence, cause } = lead;
      const answerBy = record.owner.kind === 'rep' ? assignment.config.answerWithin : assignment.config.queues[record.owner.queue]?.answerWithin;
      result.leads.push({ leadId, status: record.owner.kind === 'rep' ? 'assigned' : 'queued', epoch, owner: record.owner, sequence, enriched, excluded, answered: null });
      result.decisions.push({ leadId, epoch, decisionId, because, record });
      result.events.push(outgoing(leadAssigned, leadId, {
        epoch, owner: record.owner, rule: record.rule, sentence, short, decisionId, because,
        answerBy: answerBy === undefined ? null : new Date(now + answerBy).toISOString(),
        lead: enriched.lead, company: enriched.company, fit: enriched.fit, summary: enriched.summary, configs: [config, ...enriched.configs],
      }, cause));
    }
    return { desk: state, ...result };
  }

  *store(assigned: Assigned): Work<void> {
    if (assigned.decisions.length === 0) return;
    yield* writeDesk(assigned.desk);
    yield* writeLeads(assigned.leads, this.clock.now());
    yield* writeDecisions(assigned.decisions);
    yield* this.outbox.publish(assigned.events);
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
  };
}

