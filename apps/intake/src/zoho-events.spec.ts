import { describe, expect, it } from '@jest/globals';
import { readZohoEvent } from './zoho-events.js';

const ID = '6756839000000575405';
/** As published, without the token. */
const call = (more: object = {}) => ({
  server_time: 1750102639787, affected_values: [{ record_id: ID, values: { Company: 'Larkmoor', Account_Name: { id: '9', name: 'Larkmoor Ltd' }, Phone: null } }], query_params: {}, module: 'Leads',
  resource_uri: 'https://www.zohoapis.com/crm/v2/Leads', ids: [ID], affected_fields: [{ [ID]: ['Company', 'Phone'] }], operation: 'update', channel_id: '1105420521999070702', ...more,
});
const nothing = { leads: [], changes: [], others: 0 };

describe('readZohoEvent', () => {
  it('announces every record that was made, once', () => {
    expect(readZohoEvent(call({ operation: 'insert', ids: [ID, '42', ID] }), 'Leads')).toEqual({ ...nothing, leads: [{ objectId: ID, senderId: `insert:${ID}`, properties: null }, { objectId: '42', senderId: 'insert:42', properties: null }] });
  });

  it('tells what changed, by the time of Zoho', () => {
    expect(readZohoEvent(call(), 'Leads')).toEqual({ ...nothing, changes: [
      { objectId: ID, property: 'Company', value: 'Larkmoor', at: 1750102639787 }, { objectId: ID, property: 'Account_Name', value: 'Larkmoor Ltd', at: 1750102639787 }, { objectId: ID, property: 'Phone', value: null, at: 1750102639787 },
    ] });
  });

  it.each([
    ['a change without its values', call({ affected_values: undefined }), 1],
    ['a change of a record that is not among the ids', call({ ids: ['42'] }), 1],
    ['a record of another module', call({ module: 'Deals', operation: 'insert' }), 1],
    ['records that are gone', call({ operation: 'delete', ids: [ID, '42'] }), 2],
    ['ids that are none', call({ operation: 'insert', ids: [Number(ID), 'abc', '-1', '', { id: 1 }] }), 5],
    ['no ids at all', call({ ids: [] }), 1],
  ])('counts %s as something else', (_, body, others) => {
    expect(readZohoEvent(body, 'Leads')).toEqual({ ...nothing, others });
  });

  it.each([[null], [[]], [{}], [{ ids: 'x' }], ['text']])('finds nothing in %j', (body) => {
    expect(readZohoEvent(body, 'Leads')).toEqual(nothing);
  });
});
