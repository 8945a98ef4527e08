import { describe, expect, it } from '@jest/globals';
import { sortCalls, type FirstCall, type IncomingCall } from './sort-calls.js';
import type { GivenLead } from './submission.js';

const call = (id: string, key: string | null, bodyDigest: string, by: IncomingCall['by'] = 'webhook'): IncomingCall => ({
  id, connection: 'form', label: 'Demo form', receivedAt: 0, key, bodyDigest, body: '{}', by,
  submissions: [{
    id: `s-${id}`, callId: id, ordinal: 0, connection: 'form', leadId: `lead-${id}`,
    reading: bodyDigest === 'unmappable' ? { as: 'attention', attention: { code: 'MINE', title: '', detail: '', fix: '' } } : { as: 'lead', lead: {} as GivenLead, claims: [] },
  }],
});
const known = new Map<string, FirstCall>([['k', { id: 'stored', bodyDigest: 'd', answer: null }]]);
const nobody = new Map<string, FirstCall>();

/** What each is, and whose bytes its submissions are read from, or why they wait. */
const sorted = (calls: IncomingCall[], firsts: ReadonlyMap<string, FirstCall>) => sortCalls(calls, firsts).map((one) => {
  const { callId, reading } = one.submissions[0] ?? {};
  return [one.is, 'of' in one ? one.of : null, callId ?? null, reading?.as === 'attention' ? reading.attention.code : null];
});

describe('sortCalls', () => {
  it.each([
    ['a key that nobody holds', [call('a', 'k', 'd')], nobody, [['first', null, 'a', null]]],
    ['no keys: every call is a first one', [call('a', null, 'd'), call('b', null, 'd')], nobody, [['first', null, 'a', null], ['first', null, 'b', null]]],
    ['the same within one batch', [call('a', 'k', 'd'), call('b', 'k', 'd')], nobody, [['first', null, 'a', null], ['repeat', 'a', 'a', null]]],
    ['another body within one batch', [call('a', 'k', 'd'), call('b', 'k', 'other')], nobody, [['first', null, 'a', null], ['conflict', 'a', 'b', 'SUBMISSION.CONFLICT']]],
    ['the same as a stored one', [call('a', 'k', 'd')], known, [['repeat', 'stored', 'stored', null]]],
    ['another body than a stored one', [call('a', 'k', 'other')], known, [['conflict', 'stored', 'a', 'SUBMISSION.CONFLICT']]],
    ['what nobody can map, again: it waits once', [call('a', 'k', 'unmappable'), call('b', 'k', 'unmappable')], nobody, [['first', null, 'a', 'MINE'], ['repeat', 'a', null, null]]],
    ['a program repeats: nothing is judged again', [call('a', 'k', 'd', 'program')], known, [['repeat', 'stored', null, null]]],
    ['a program with another body: nothing is kept', [call('a', 'k', 'other', 'program')], known, [['conflict', 'stored', null, null]]],
  ])('%s', (_, calls, firsts, expected) => {
    expect(sorted(calls, firsts)).toEqual(expected);
  });
});
