import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { assignmentConfig, connectionsConfig, enrichmentConfig, icpConfig, type ConfigRef, type ConfigVersion, type Fact, type Fit, type LeadSnapshot } from '#contracts';
import { buildDirectory, compileRules, decideAssignment, EMPTY_DESK, judgeFit, openPerson, type Desk } from '#domain';
import { runWorkflow } from '#workflow';
import { loadDirectory } from '../../enrichment/src/load-directory.js';
import { enrichLeadWorkflow, initialState, type EnrichmentParts, type EnrichmentState } from '../../enrichment/src/enrich-lead.workflow.js';
import { compileConnection } from '../../intake/src/compile-connection.js';
import { ownLead } from '../../intake/src/merge-lead.js';
import { readSubmissions } from '../../intake/src/read-submissions.js';
import { extractEvidence } from '../../research/src/extract/extract-evidence.js';
import { PAGE_KINDS } from '../../research/src/research-kinds.js';
import { readPage } from '../../research/src/website/read-page.js';
import { castExpectations } from './plan/cast.js';
import type { PlannedCall, PlannedSubmission } from './plan/planned-call.js';
import { planCalls } from './plan-calls.js';
import { framePage } from './web/frame-page.js';
import { writePages } from './web/write-pages.js';
import { buildWorld } from './world/build-world.js';

const NOW = Date.UTC(2026, 10, 22, 14, 0);
const AT = new Date(NOW).toISOString();
const world = buildWorld();
const calls = (submissions: number, seed = 'rimewell'): readonly PlannedCall[] => planCalls({ seed, submissions, world, now: NOW }).calls;
interface NewLead { readonly submission: PlannedSubmission; readonly state: EnrichmentState; readonly lead: LeadSnapshot }
const never = (): never => { throw new Error('not reached'); };

/** World and plan as the product's own rules read them under the shipped configuration: what they say of themselves must come out. */
describe('the demo under config/', () => {
  const read = <T>(kind: string, schema: { parse(value: unknown): T }): ConfigVersion<T> =>
    ({ kind, version: 1, hash: `sha256:${'0'.repeat(64)}`, document: schema.parse(parse(readFileSync(`config/${kind}.yaml`, 'utf8'))) }) as ConfigVersion<T>;
  const { connections, gate } = read('connections', connectionsConfig).document;
  const icp = read('icp', icpConfig);
  const { compiled } = compileRules(read('assignment', assignmentConfig).document);
  let parts: EnrichmentParts;

  beforeAll(async () => {
    const { rows, refused } = await loadDirectory('config/directory.csv');
    expect(refused).toEqual([]);
    parts = { enrichment: read('enrichment', enrichmentConfig), icp, directory: buildDirectory(rows) };
  });

  const readCall = ({ connection, body }: PlannedCall) =>
    readSubmissions(compileConnection(connection, connections[connection]!), JSON.parse(body), { gate, digest: (kind, value) => `${kind} ${value}`, callKey: null, now: NOW, onError: never });

  /** New leads as enrichment leaves them, in the order of the calls. */
  const enrich = (planned: readonly PlannedCall[]): NewLead[] =>
    planned.filter(({ refusal }) => refusal === null).flatMap((call) => readCall(call).flatMap((reading, index) => {
      const submission = call.submissions[index]!;
      if (reading.as !== 'lead' || submission.end !== 'lead') return [];
      const lead = ownLead(submission.id, reading.lead);
      return [{ submission, lead, state: runWorkflow(enrichLeadWorkflow(parts), initialState(lead, [], AT)).state }];
    }));

  let demo: NewLead[] | null = null;
  const demoLeads = (): NewLead[] => (demo ??= enrich(calls(200)));

  /** The fit when every page of the company's site was read as research reads it. */
  const researched = ({ facts, company: { domain }, fit }: EnrichmentState): Fit => {
    const company = world.byHost.get(domain ?? '');
    if (!company || company.site !== 'up') return fit;
    const pages = writePages(company, NOW);
    const found = pages.flatMap((page): Fact[] => {
      const url = `https://${company.domain}${page.path}`;
      const kind = PAGE_KINDS.find((one) => url.endsWith(one)) ?? 'home';
      const { text } = readPage(framePage(company, page, pages), url) ?? never();
      return extractEvidence({ id: page.path, url, text, flags: [], savedAt: AT }, { runId: 'r', kind, copyGroup: domain!, icp: icp.document })
        .filter(({ field }) => !(field === 'company.country' && facts.some((fact) => fact.field === field)))
        .map(({ field, value }) => ({ field, value, raw: null, origin: 'research', by: 'website', method: 'm@1', confidence: 0.85, costMicro: 0, observedAt: AT, evidenceId: page.path }));
    });
    return judgeFit(icp.document, { kind: 'icp', version: 1, hash: '' } as ConfigRef, [...facts, ...found], AT);
  };

  it.each([200, 500])('ends %i submissions as planned at the door', (submissions) => {
    for (const call of calls(submissions).filter(({ refusal }) => refusal === null)) {
      const readings = readCall(call);
      expect(readings).toHaveLength(call.submissions.length);
      for (const [index, reading] of readings.entries()) {
        const { end, rule, asking } = call.submissions[index]!;
        expect({ email: asking.email, as: reading.as, rule: reading.as === 'ignored' ? reading.rule : null }).toEqual({ email: asking.email, as: end === 'merged' ? 'lead' : end, rule });
      }
    }
  });

  it('judges leads as planned without research, and leaves 15 to 35 % open for it', () => {
    const leads = demoLeads();
    expect(leads).toHaveLength(156);
    for (const { submission, state } of leads) expect([submission.asking.email, state.fit.verdict]).toEqual([submission.asking.email, submission.verdict ?? 'needs_review']);
    const share = leads.filter(({ state }) => state.next.research?.depth === 'full').length / leads.length;
    expect(share).toBeGreaterThan(0.15);
    expect(share).toBeLessThan(0.35);
  });

  it.each(castExpectations.filter(({ end }) => end === 'lead').map((one) => [`${one.row} ${one.who}`, one] as const))('judges cast row %s as expected', (_, { row, who, verdict, points, researched: isResearched }) => {
    const { state } = demoLeads().find(({ submission }) => submission.cast === row)!;
    const fit = isResearched ? researched(state) : state.fit;
    expect({ who, verdict: fit.verdict, points: fit.points, researched: state.next.research?.depth === 'full' }).toEqual({ who, verdict, points: points ?? fit.points, researched: isResearched });
  });

  it('lets research prove from the pages what the directory leaves open', () => {
    const verdicts = enrich(calls(500)).flatMap(({ submission, state }) => {
      const group = world.byHost.get(state.company.domain ?? '')?.group;
      return submission.cast === null && group && ['web-fit-na', 'web-fit-emea', 'web-unfit', 'web-hard', 'no-country'].includes(group) ? [{ company: state.company.domain, group, verdict: researched(state).verdict }] : [];
    });
    const expected = (group: string) => (group === 'web-unfit' ? 'not_fit' : group.startsWith('web-fit') ? 'fit' : 'needs_review');
    expect(verdicts.filter(({ group, verdict }) => verdict !== expected(group))).toEqual([]);
    expect(new Set(verdicts.map(({ group }) => group)).size).toBe(5);
  });

  it.each(['rimewell', 'a', 'b', 'c'])('gives 200 leads to reps without reaching a cap (seed %s), and the cast to whom it must', (seed) => {
    let desk: Desk = EMPTY_DESK;
    const owners = { rep: 0, 'lead-desk': 0, 'not-a-fit': 0 } as Record<string, number>;
    for (const { submission, state, lead } of enrich(calls(200, seed))) {
      const { company } = state;
      const { verdict, points } = researched(state);
      const known = compiled.config.accounts.find(({ domains }) => company.domain !== null && domains.includes(company.domain));
      const input = {
        lead: { connection: lead.connection, country: lead.company.country, title: openPerson(lead.person).title, seniority: null, department: null, messageClass: lead.messageClass, openLeadOwner: null },
        company, account: { name: known?.name ?? null, owner: known?.owner ?? null }, fit: { verdict, points },
      };
      const { record, desk: after } = decideAssignment({ input }, compiled, { kind: 'assignment', version: 1, hash: '' }, desk, NOW);
      desk = after;
      const owner = record.owner.kind === 'rep' ? record.owner.rep : record.owner.queue;
      const place = record.owner.kind === 'rep' ? 'rep' : owner;
      owners[place] = (owners[place] ?? 0) + 1;
      const expected = castExpectations.find(({ row }) => row === submission.cast)?.owner;
      if (expected) expect({ who: submission.asking.lastName, owner: 'queue' in expected ? [expected.queue] : expected.reps }).toEqual({ who: submission.asking.lastName, owner: expect.arrayContaining([owner]) });
    }
    expect(owners).toEqual({ rep: 139, 'not-a-fit': 14, 'lead-desk': 3 });
  });
});
