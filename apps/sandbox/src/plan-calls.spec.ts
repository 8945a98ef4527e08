import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { castExpectations } from './plan/cast.js';
import type { PlannedSubmission } from './plan/planned-call.js';
import { objectIdOf } from './plan/in-crm.js';
import { planCalls, type Plan } from './plan-calls.js';
import { buildWorld } from './world/build-world.js';

const NOW = Date.UTC(2026, 10, 22, 14, 0);
const world = buildWorld();
const plan = (submissions: number, seed: string | number = 'rimewell'): Plan => planCalls({ seed, submissions, world, now: NOW });
const all = ({ calls }: Plan): PlannedSubmission[] => calls.flatMap(({ submissions }) => submissions);
const count = (list: readonly PlannedSubmission[], of: Partial<PlannedSubmission>): number => list.filter((one) => Object.entries(of).every(([key, value]) => one[key as keyof PlannedSubmission] === value)).length;

describe('planCalls', () => {
  it('plans the demo: 200 submissions in 171 calls, and how they end', () => {
    const { calls } = plan(200);
    const list = all(plan(200));
    expect(calls).toHaveLength(171);
    expect({ lead: count(list, { end: 'lead' }), merged: count(list, { end: 'merged' }), ignored: count(list, { end: 'ignored' }), attention: count(list, { end: 'attention' }), refused: count(list, { end: 'refused' }) })
      .toEqual({ lead: 156, merged: 22, ignored: 11, attention: 2, refused: 9 });
    expect([401, 400, 413].map((status) => calls.filter(({ refusal }) => refusal === status).length)).toEqual([4, 3, 2]);
    expect({ test: count(list, { rule: 'test-address' }), job: count(list, { rule: 'job-seeker' }), throwaway: count(list, { rule: 'throwaway-mail' }) }).toEqual({ test: 6, job: 3, throwaway: 2 });
  });

  it('plans exactly as many as asked for, with the whole cast, each once, and nobody by the name of another', () => {
    fc.assert(fc.property(fc.integer({ min: 60, max: 700 }), fc.integer(), (submissions, seed) => {
      const list = all(plan(submissions, seed));
      expect(list).toHaveLength(submissions);
      expect(new Set(list.map(({ id }) => id)).size).toBe(submissions);
      for (const { row } of castExpectations) expect(list.filter(({ cast, end }) => cast === row && end !== 'merged')).toHaveLength(1);
      const people = new Map(list.map(({ asking }) => [asking.email!.toLowerCase(), `${asking.firstName} ${asking.lastName}`]));
      expect(new Set(people.values()).size).toBe(people.size);
    }), { numRuns: 25 });
    expect(all(plan(2_000))).toHaveLength(2_000);
  });

  it('is the same for the same seed, and another for another', () => {
    expect(plan(200)).toEqual(plan(200));
    expect(plan(200, 'other')).not.toEqual(plan(200));
  });

  it('refuses to leave a part of the cast out', () => {
    expect(() => plan(59)).toThrow(/at least 60/);
  });

  it('speaks of no contact that the CRM does not have, but the one that is gone, and of each only by its own address', () => {
    const long = plan(2_000);
    const known = new Map(long.people.map((person) => [objectIdOf(person), person.crm === 'hubspot' ? person.contact.properties.email : person.crm === 'salesforce' ? person.lead.Email : person.person.email]));
    expect(new Set(known.values()).size).toBe(long.people.length);
    for (const { objectId, asking, end } of all(long)) if (objectId !== null) expect(known.get(objectId)).toBe(end === 'attention' ? undefined : asking.email);
  });

  it('repeats only what went before, and Mina by HubSpot 150 ms after her form', () => {
    const { calls } = plan(200);
    const firstOf = (email: string): number => calls.findIndex(({ submissions }) => submissions.some(({ asking }) => asking.email?.toLowerCase() === email));
    for (const [index, { submissions }] of calls.entries()) for (const { end, asking } of submissions) if (end === 'merged') expect(firstOf(asking.email!.toLowerCase())).toBeLessThan(index);
    const second = calls.findIndex(({ afterMs }) => afterMs === 150);
    expect([calls[second - 1]!, calls[second]!].map(({ connection, submissions }) => [connection, submissions[0]!.cast])).toEqual([['website-demo-form', '2'], ['hubspot-main', '2']]);
    const again = calls.filter(({ submissions }) => submissions[0]!.repeat === 'same-call');
    expect(again.length).toBeGreaterThan(1);
    for (const call of again) expect(calls.filter(({ id, body }) => id === call.id && body === call.body)).toHaveLength(2);
  });

  it('has the cast come early in a long plan, before caps are reached', () => {
    const { calls } = plan(2_000);
    const last = calls.findLastIndex(({ submissions }) => submissions.some(({ cast }) => cast !== null));
    expect(last).toBeLessThan(200);
  });
});
