import { describe, expect, it } from '@jest/globals';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { Person } from '../pipedrive/account.js';
import { hubspotEventsBody, isAcknowledged, outboundMessage, pipedriveLeadBody, pipedrivePersonBody, SALESFORCE_ORGANIZATION } from './vendor-bodies.js';

const AT = Date.UTC(2026, 10, 22, 9, 30);
const person: Person = { id: 12, name: 'Mina Lundgaard', emails: [{ value: 'mina@brackwater.example', primary: true, label: 'work' }], phones: [], owner_id: 20_001, org_id: null, custom_fields: {}, add_time: '', update_time: '' };

describe('what vendors send', () => {
  it('HubSpot tells of a contact nothing but its id, and of a change what changed', () => {
    const events = JSON.parse(hubspotEventsBody([{ type: 'contact.creation', objectId: '50001' }, { type: 'contact.propertyChange', objectId: '50002', property: { name: 'jobtitle', value: 'Director' } }], AT)) as object[];
    expect(events).toMatchObject([{ subscriptionType: 'contact.creation', objectId: 50_001, occurredAt: AT, changeFlag: 'CREATED' }, { subscriptionType: 'contact.propertyChange', objectId: 50_002, propertyName: 'jobtitle', propertyValue: 'Director' }]);
    expect(JSON.stringify(events[0])).not.toMatch(/email|property/);
  });

  it('Salesforce sends several leads in one envelope, each with an id of its own, whatever stands in them', () => {
    const body = outboundMessage([{ Id: '00QRW0000000001AAA', Company: 'Pelham & Rye <Foods>' }, { Id: '00QRW0000000002AAA', LastName: "O'Dea" }], 41);
    expect(body.charCodeAt(0)).toBe(0xfeff);
    expect(XMLValidator.validate(body.slice(1))).toBe(true);
    const { Envelope: { Body: { notifications } } } = new XMLParser({ removeNSPrefix: true, parseTagValue: false }).parse(body.slice(1)) as { Envelope: { Body: { notifications: { OrganizationId: string; Notification: object[] } } } };
    expect(notifications.OrganizationId).toBe(SALESFORCE_ORGANIZATION);
    expect(notifications.Notification).toEqual([{ Id: '04lRW0000000041AAA', sObject: { Id: '00QRW0000000001AAA', Company: 'Pelham & Rye <Foods>' } }, { Id: '04lRW0000000042AAA', sObject: { Id: '00QRW0000000002AAA', LastName: "O'Dea" } }]);
    expect(() => outboundMessage(Array.from({ length: 101 }, () => ({ Id: 'x' })), 1)).toThrow(/at most 100/);
  });

  it.each([['<soapenv:Body><notificationsResponse><Ack>true</Ack></notificationsResponse></soapenv:Body>', true], ['<om:Ack>true</om:Ack>', true], ['<Ack>false</Ack>', false], ['{}', false], ['', false]])('%s is an Ack: %s', (body, taken) => {
    expect(isAcknowledged(body)).toBe(taken);
  });

  it('Pipedrive sends a person whole, and a lead with nothing but the id of its person', () => {
    expect(JSON.parse(pipedrivePersonBody(person, AT))).toMatchObject({ meta: { action: 'create', entity: 'person', entity_id: '12', version: '2.0' }, data: { emails: [{ value: 'mina@brackwater.example' }] }, previous: null });
    expect(JSON.parse(pipedrivePersonBody({ ...person, name: 'Mina L.' }, AT, { name: person.name }))).toMatchObject({ meta: { action: 'change' }, data: { name: 'Mina L.' }, previous: { name: 'Mina Lundgaard' } });
    const lead = pipedriveLeadBody('0d3e-lead', person, AT);
    expect(JSON.parse(lead)).toMatchObject({ meta: { entity: 'lead', entity_id: '0d3e-lead' }, data: { person_id: 12 } });
    expect(lead).not.toContain('mina@');
  });
});
