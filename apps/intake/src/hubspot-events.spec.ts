import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readHubspotEvents } from './hubspot-events.js';

const created = (objectId: unknown, more: object = {}) => ({ eventId: 1, subscriptionId: 2, portalId: 3, occurredAt: 1_742_077_073_905, subscriptionType: 'contact.creation', attemptNumber: 0, objectId, changeFlag: 'NEW', ...more });
const changed = (objectId: number, propertyName: string, propertyValue: string) => ({ ...created(objectId), subscriptionType: 'contact.propertyChange', propertyName, propertyValue });
const ids = (body: unknown, type = 'contacts') => readHubspotEvents(body, type).leads.map(({ objectId }) => objectId);

describe('the events of a HubSpot app', () => {
  it('name each new contact once, in their order', () => {
    expect(ids([created(7), created(5), created(7, { eventId: 9 })])).toEqual(['7', '5']);
  });

  it('are told from one another by all that names them, and recognised when they are sent again', () => {
    const [first] = readHubspotEvents([created(7)], 'contacts').leads;
    const [again] = readHubspotEvents([created(7, { attemptNumber: 3 })], 'contacts').leads;
    const [other] = readHubspotEvents([created(7, { occurredAt: 1_742_077_073_906 })], 'contacts').leads;
    expect(again!.senderId).toBe(first!.senderId);
    expect(other!.senderId).not.toBe(first!.senderId);
  });

  it('tell which property changed, when, and to what; an empty value is none', () => {
    expect(readHubspotEvents([changed(7, 'company', 'Brackwater'), changed(7, 'country', '')], 'contacts').changes).toEqual([
      { objectId: '7', property: 'company', value: 'Brackwater', at: 1_742_077_073_905 }, { objectId: '7', property: 'country', value: null, at: 1_742_077_073_905 },
    ]);
  });

  it('are of the object type of the connection, under either of its names', () => {
    const generic = { ...created(7), subscriptionType: 'object.creation', objectTypeId: '0-1' };
    expect(ids([generic])).toEqual(['7']);
    expect(ids([{ ...generic, objectTypeId: '0-2' }, { ...created(8), subscriptionType: 'company.creation' }])).toEqual([]);
    expect(ids([{ ...generic, objectTypeId: '0-136' }], '0-136')).toEqual(['7']);
  });

  it.each([
    ['an id that lost its last digits', created(Number('9007199254740993'))], ['an id that is text', created('7')], ['no id', created(undefined)], ['a negative id', created(-1)],
    ['a deletion', { ...created(7), subscriptionType: 'contact.deletion' }], ['a word', 'creation'], ['nothing', null],
  ])('are passed over and counted: %s', (_, event) => {
    expect(readHubspotEvents([event], 'contacts')).toEqual({ leads: [], changes: [], others: 1 });
  });

  const samples = '../shared/corpus/hubspot/webhooks';
  (existsSync(samples) ? it : it.skip)('are read in every genuine sample', () => {
    const files = readdirSync(samples).filter((file) => file.endsWith('.json'));
    const found = files.map((file) => {
      const sample = JSON.parse(readFileSync(join(samples, file), 'utf8'));
      return [file, ids(sample.payload?.body.data ?? sample)];
    });
    expect(found.length).toBeGreaterThan(0);
    expect(found.filter(([, leads]) => leads!.length === 0)).toEqual([]);
  });
});
