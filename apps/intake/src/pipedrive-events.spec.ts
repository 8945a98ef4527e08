import { describe, expect, it } from '@jest/globals';
import { readPipedriveEvent } from './pipedrive-events.js';

const FIELDS = { leadwright_lead_id: 'k0', title: 'k1', company: 'k2' };
const AT = '2026-11-22T09:30:00.000Z';
const meta = (more: object = {}) => ({ version: '2.0', id: 'm-1', correlation_id: 'c-1', action: 'create', entity: 'person', entity_id: '7', company_id: 1, timestamp: AT, attempt: 1, ...more });
const person = (more: object = {}) => ({ id: 7, name: 'Mina Lundgaard', job_title: 'Head of Quality', emails: [{ value: 'mina@brackwater.example', primary: true }], phones: [], custom_fields: { k1: { type: 'varchar', value: 'COO' }, k2: null }, ...more });
const read = (body: unknown) => readPipedriveEvent(body, FIELDS);
const ids = (body: unknown) => read(body).leads.map(({ objectId }) => objectId);
const lead = (more: object = {}) => ({ id: 'l-1', title: 'Mina lead', person_id: 7, organization_id: null, ...more });

describe('an event of Pipedrive', () => {
  it('announces a new person, and the person of a new lead', () => {
    expect(read({ meta: meta(), data: person(), previous: null })).toEqual({ leads: [{ objectId: '7', senderId: '["m-1","person","7","create","7"]', properties: null }], changes: [], others: 0 });
    expect(ids({ meta: meta({ entity: 'lead', entity_id: 'l-1' }), data: lead(), previous: null })).toEqual(['7']);
  });

  it('is recognised when it is sent again, and told from others of one piece of work', () => {
    const sender = (more: object, data = person()) => read({ meta: meta(more), data, previous: null }).leads[0]!.senderId;
    expect(sender({ attempt: 3 })).toBe(sender({}));
    expect(sender({ id: 'm-2' })).not.toBe(sender({}));
    expect(sender({}, person({ id: 8 }))).not.toBe(sender({}));
  });

  it('knows a person by what stands in it where the entity says something else', () => {
    expect(ids({ meta: meta({ entity: 'deal', entity_id: 123 }), data: person(), previous: null })).toEqual(['7']);
    expect(ids({ meta: meta({ entity: 'deal' }), data: { id: 7, title: 'A deal', person_id: 9 }, previous: null })).toEqual([]);
  });

  it('takes ids as numbers and as text', () => {
    expect(ids({ meta: meta(), data: person({ id: '7' }), previous: null })).toEqual(['7']);
  });

  it('says which fields of a person changed, under their names when it is read back', () => {
    const previous = { job_title: 'Buyer', name: 'M. Lundgaard', custom_fields: { k1: { type: 'varchar', value: 'CFO' }, k2: { type: 'varchar', value: 'Brackwater' }, other: null } };
    const at = Date.parse(AT);
    expect(read({ meta: meta({ action: 'change' }), data: person(), previous })).toEqual({
      leads: [], others: 0,
      changes: [
        { objectId: '7', property: 'job_title', value: 'Head of Quality', at }, { objectId: '7', property: 'name', value: 'Mina Lundgaard', at },
        { objectId: '7', property: 'title', value: 'COO', at }, { objectId: '7', property: 'company', value: null, at }, { objectId: '7', property: 'other', value: null, at },
      ],
    });
  });

  it('announces the person that a lead gets later', () => {
    const changed = (data: object, previous: object) => read({ meta: meta({ action: 'change', entity: 'lead' }), data, previous });
    expect(changed(lead(), { person_id: null }).leads.map(({ objectId }) => objectId)).toEqual(['7']);
    expect(changed(lead(), { title: 'Lead' })).toEqual({ leads: [], changes: [], others: 1 });
    expect(changed(lead({ person_id: null }), { person_id: 7 })).toEqual({ leads: [], changes: [], others: 1 });
  });

  it.each([
    ['a deletion', { meta: meta({ action: 'delete' }), data: null, previous: person() }], ['a change of nothing', { meta: meta({ action: 'change' }), data: person(), previous: null }],
    ['another object', { meta: meta({ entity: 'organization' }), data: { id: 3, name: 'Brackwater' }, previous: null }], ['an id that names nobody', { meta: meta(), data: person({ id: '7/../8' }), previous: null }],
    ['an id that lost its last digits', { meta: meta(), data: person({ id: 9007199254740992 }), previous: null }],
  ])('is passed over and counted: %s', (_, body) => {
    expect(read(body)).toEqual({ leads: [], changes: [], others: 1 });
  });

  it.each([
    ['version 1', { v: 1, matches_filters: {}, meta: { v: 1, action: 'added', object: 'person', id: 7 }, current: { id: 7 }, previous: null, event: 'added.person' }, /version 1/],
    ['no version', { meta: { action: 'create' }, data: person() }, /meta\.version is not 2\.0/], ['no event', [], /meta\.version is not 2\.0/],
    ['a lead of nobody', { meta: meta({ entity: 'lead' }), data: lead({ person_id: null }), previous: null }, /names no person/],
  ])('waits for a person: %s', (_, body, detail) => {
    expect(read(body)).toEqual({ leads: [], changes: [], others: 0, trouble: { detail: expect.stringMatching(detail), fix: expect.any(String) } });
  });
});
