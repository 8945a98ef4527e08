import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { openPerson } from '#domain';
import { judgeSubmissions, type Judgement, type Known } from './judge-submissions.js';
import { mergeLead, ownLead } from './merge-lead.js';
import type { Claim, GivenLead, Submission } from './submission.js';

const NOBODY: Known = { claims: new Map(), leads: new Map() };

const given = (change: Partial<Omit<GivenLead, 'person' | 'company'>> & { person?: Partial<GivenLead['person']>; company?: Partial<GivenLead['company']> } = {}): GivenLead => ({
  connection: 'form', mode: 'observe', crm: [], createIn: 'hubspot-main', consent: null, campaign: null, leadSource: null, messageClass: null, capturedAt: '2026-11-22T09:30:00.000Z', ...change,
  person: { fullName: null, firstName: null, lastName: null, email: null, phone: null, title: null, message: null, ...change.person },
  company: { name: null, domain: null, country: null, employees: null, ...change.company },
});

const email = (digest: string): Claim => ({ kind: 'email', digest });
const object = (digest: string): Claim => ({ kind: 'crm-object', digest });
const sent = (digest: string): Claim => ({ kind: 'sender-id', digest });

const submission = (id: string, claims: readonly Claim[], lead = given()): Submission => ({ id, callId: `call-${id}`, ordinal: 0, connection: 'form', leadId: `lead-${id}`, reading: { as: 'lead', lead, claims } });
const ends = ({ ended }: Judgement) => ended.map(({ end }) => (end.outcome === 'merged' ? `merged into ${end.leadId} by ${end.matchedBy}` : `${end.outcome} ${end.leadId}`));

/** What is known after a judgement was stored. */
const learn = (known: Known, { claims, leads }: Judgement): Known => ({
  claims: new Map([...known.claims, ...claims.map(({ digest, leadId }) => [digest, leadId] as const)]),
  leads: new Map([...known.leads, ...leads]),
});

describe('judgeSubmissions', () => {
  it.each([
    ['two people', [[email('tessa')], [email('callum')]], ['lead lead-0', 'lead lead-1']],
    ['one person twice', [[email('tessa')], [email('tessa')]], ['lead lead-0', 'merged into lead-0 by email']],
    ['the same object with a new address', [[object('501'), email('old')], [object('501'), email('new')], [email('new')]], ['lead lead-0', 'merged into lead-0 by crm-object', 'merged into lead-0 by email']],
    ['claims of two leads: the strongest wins', [[object('501')], [email('tessa')], [object('501'), email('tessa')]], ['lead lead-0', 'lead lead-1', 'merged into lead-0 by crm-object']],
    ['the weaker claim stays with its lead', [[object('501')], [email('tessa')], [object('501'), email('tessa')], [email('tessa')]], ['lead lead-0', 'lead lead-1', 'merged into lead-0 by crm-object', 'merged into lead-1 by email']],
    ['a submission sent again', [[email('tessa'), sent('e1')], [email('tessa'), sent('e1')]], ['lead lead-0', 'merged into lead-0 by sender-id']],
    ['nobody we could know again', [[], []], ['lead lead-0', 'lead lead-1']],
  ])('%s', (_, claims, expected) => {
    expect(ends(judgeSubmissions(claims.map((one, index) => submission(String(index), one)), NOBODY))).toEqual(expected);
  });

  it('adds nothing of a submission that was sent again', () => {
    const known = learn(NOBODY, judgeSubmissions([submission('a', [sent('e1')], given({ consent: true })), submission('b', [sent('e2')], given())], NOBODY));
    const withdrawn = learn(known, { ended: [], claims: [{ ...email('t'), leadId: 'lead-a' }], leads: new Map([['lead-a', ownLead('lead-a', given({ consent: false }))]]) });
    const again = judgeSubmissions([submission('c', [sent('e1')], given({ consent: true }))], withdrawn);
    expect(again.leads.size).toBe(0);
    expect(again.ended[0]!.end).toMatchObject({ outcome: 'merged', leadId: 'lead-a', snapshot: { consent: false } });
  });

  it('makes no lead of what is ignored or needs attention, and keeps its claims free', () => {
    const ignored: Submission = { ...submission('a', []), reading: { as: 'ignored', lead: given(), rule: 'test-address', reason: 'r' } };
    const waits: Submission = { ...submission('b', []), reading: { as: 'attention', attention: { code: 'C', title: 't', detail: 'd', fix: 'f' } } };
    const judged = judgeSubmissions([ignored, waits, submission('c', [email('tessa')])], NOBODY);
    expect(ends(judged)).toEqual(['ignored lead-a', 'needs_attention lead-b', 'lead lead-c']);
    expect([...judged.leads.keys()]).toEqual(['lead-c']);
  });

  it('gives every submission one end and every person one lead, however they are mixed, repeated and cut into batches', () => {
    const people = fc.integer({ min: 0, max: 4 });
    const one = fc.record({ person: people, event: fc.integer({ min: 0, max: 6 }), as: fc.constantFrom('lead', 'lead', 'lead', 'ignored', 'attention') });
    fc.assert(fc.property(fc.array(fc.array(one, { maxLength: 8 }), { maxLength: 6 }), (batches) => {
      let known = NOBODY;
      let count = 0;
      const counts = { lead: 0, merged: 0, ignored: 0, needs_attention: 0 };
      const leadOf = new Map<number, Set<string>>();
      for (const batch of batches) {
        const submissions = batch.map(({ person, event, as }): Submission => {
          const made = submission(String((count += 1)), [email(`person-${person}`), sent(`person-${person}-event-${event}`)]);
          if (as === 'ignored') return { ...made, reading: { as, lead: given(), rule: 'r', reason: 'r' } };
          return as === 'attention' ? { ...made, reading: { as, attention: { code: 'C', title: 't', detail: 'd', fix: 'f' } } } : made;
        });
        const judgement = judgeSubmissions(submissions, known);
        known = learn(known, judgement);
        judgement.ended.forEach(({ end }, index) => {
          counts[end.outcome] += 1;
          if (end.outcome !== 'lead' && end.outcome !== 'merged') return;
          const { person } = batch[index]!;
          leadOf.set(person, (leadOf.get(person) ?? new Set()).add(end.leadId));
        });
      }
      expect(counts.lead + counts.merged + counts.ignored + counts.needs_attention).toBe(count);
      expect(counts.lead).toBe(leadOf.size);
      expect(known.leads.size).toBe(leadOf.size);
      for (const leads of leadOf.values()) expect(leads.size).toBe(1);
    }));
  });
});

describe('mergeLead', () => {
  const first = given({ person: { fullName: 'Tessa Moorcroft', firstName: 'Tessa', lastName: 'Moorcroft', email: 'tessa@pelhamrye.example', message: 'a demo' }, company: { name: 'Pelham & Rye' }, messageClass: 'buying' });
  const merge = (added: GivenLead, known = first) => mergeLead('a', ownLead('a', known), added);

  it('fills what was unknown and keeps what was known', () => {
    const merged = merge(given({ person: { fullName: 'T. M.', title: 'Operations Director', phone: '+441632960001', message: 'support please' }, company: { name: 'P&R', country: 'GB', employees: 620 }, messageClass: 'support', campaign: 'autumn' }));
    expect(openPerson(merged.person)).toEqual({ fullName: 'Tessa Moorcroft', firstName: 'Tessa', lastName: 'Moorcroft', email: 'tessa@pelhamrye.example', phone: '+441632960001', title: 'Operations Director', message: 'a demo' });
    expect(merged).toMatchObject({ company: { name: 'Pelham & Rye', domain: null, country: 'GB', employees: 620 }, messageClass: 'buying', campaign: 'autumn', person: { keyId: 'lead:a' } });
  });

  it('takes the class with the message it belongs to', () => {
    expect(merge(given({ person: { message: 'a quote please' }, messageClass: 'buying' }), given())).toMatchObject({ messageClass: 'buying', person: { data: { message: 'a quote please' } } });
  });

  it('does not mix names of two spellings', () => {
    const merged = merge(given({ person: { fullName: 'Moorcroft', firstName: null, lastName: 'Moorcroft' } }), given({ person: { fullName: 'Tess', firstName: 'Tess' } }));
    expect(openPerson(merged.person)).toMatchObject({ fullName: 'Tess', firstName: 'Tess', lastName: null });
  });

  it('is live once any connection is, and created nowhere once it lives in a CRM', () => {
    const ref = { connection: 'hubspot-main', system: 'hubspot' as const, objectType: 'contacts', objectId: '501' };
    const merged = merge(given({ mode: 'live', crm: [ref], createIn: null }));
    expect(merged).toMatchObject({ mode: 'live', connection: 'form', crm: [ref], createIn: null });
    expect(merge(given({ crm: [ref] }), given({ crm: [ref] })).crm).toEqual([ref]);
  });

  it.each([[true, false, false], [false, true, true], [true, null, true], [null, false, false]])('takes the last word on consent: %s, then %s', (before, after, consent) => {
    expect(merge(given({ consent: after }), given({ consent: before })).consent).toBe(consent);
  });
});
