import { describe, expect, it } from '@jest/globals';
import { outboundMessage } from '#testing';
import { announceMessage, readOutboundMessage, withoutSession } from './salesforce-message.js';

const SESSION = '00DRW0000000001!live.session_token';
const LEAD = { id: '04lRW0000000001AAA', objectId: '00QRW0000000001AAA' };
const message = outboundMessage({ notifications: [LEAD] });
const read = (text: string | Buffer) => readOutboundMessage(withoutSession(Buffer.from(text)));
const announced = (...notifications: Parameters<typeof outboundMessage>[0]['notifications'][number][]) => announceMessage(read(outboundMessage({ notifications })), 'Lead');
const within = (more: string) => message.replace('<OrganizationId>', `${more}<OrganizationId>`);

describe('an outbound message', () => {
  it('says who sends it and which objects it is about', () => {
    expect(read(message)).toEqual({ organizationId: '00DRW0000000001EAA', actionId: '04kRW0000000001EAA', notifications: [{ id: LEAD.id, objectType: 'Lead', objectId: LEAD.objectId }] });
  });

  it('is the same with a byte order mark and without, and under other prefixes', () => {
    expect(read(message.slice(1))).toEqual(read(message));
    expect(read(message.replaceAll('soapenv:', 'S:').replaceAll('xmlns:soapenv', 'xmlns:S').replaceAll('sf:', 'e:').replaceAll('xmlns:sf', 'xmlns:e').replaceAll('xsi:', 'i:'))).toEqual(read(message));
  });

  it('announces each lead once, under the id of its notification; other objects are counted', () => {
    expect(announced(LEAD, { ...LEAD, id: '04lRW0000000002AAA' }, { id: '04lRW0000000003AAA', objectId: '003RW0000000001AAA', type: 'sf:Contact' }, { id: 'x', objectId: LEAD.objectId }, { id: LEAD.id, objectId: '../../User' })).toEqual({
      leads: [{ objectId: LEAD.objectId, senderId: LEAD.id, properties: null }], changes: [], others: 3,
    });
  });

  it('carries up to 100 of them', () => {
    const { leads } = announced(...Array.from({ length: 100 }, (_, n) => ({ id: `04lRW00000${10_000 + n}AAA`, objectId: `00QRW00000${10_000 + n}AAA`, fields: '<sf:Description>a &lt;b&gt; &amp; &#233;</sf:Description>' })));
    expect(new Set(leads.map(({ objectId }) => objectId)).size).toBe(100);
  });

  it('has no lead in an empty list', () => {
    expect(announced()).toEqual({ leads: [], changes: [], others: 0 });
  });

  it.each([
    ['as it is sent', `<SessionId>${SESSION}</SessionId>`], ['with a prefix', `<o:SessionId>${SESSION}</o:SessionId>`], ['with spaces', `<SessionId a="b">\n ${SESSION}\n</SessionId >`],
    ['twice', `<SessionId>${SESSION}</SessionId><SessionId>${SESSION}</SessionId>`],
  ])('loses its session: %s', (_, element) => {
    const kept = withoutSession(Buffer.from(message.replace(/<SessionId>.*<\/SessionId>/, element))).toString();
    expect(kept).not.toContain(SESSION);
    expect(kept).toContain('SessionId/>');
    expect(read(kept)).toEqual(read(message));
  });

  it('keeps everything but the session', () => {
    expect(withoutSession(Buffer.from(message)).toString()).toBe(message.slice(1).replace(`<SessionId>${SESSION}</SessionId>`, '<SessionId/>'));
    const empty = message.replace(`<SessionId>${SESSION}</SessionId>`, '<SessionId xsi:nil="true"/>');
    expect(withoutSession(Buffer.from(empty)).toString()).toContain('<EnterpriseUrl>');
    expect(read(empty)).toEqual(read(message));
  });

  it.each([
    ['a document type', message.replace('<soapenv:Envelope', '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><soapenv:Envelope'), /document type/],
    ['a document type in small letters', message.replace('<soapenv:Envelope', '<!doctype x><soapenv:Envelope'), /document type/],
    ['an entity', within('<!ENTITY a "b">'), /document type/],
    ['a session that cannot be taken out', message.replace(SESSION, `<![CDATA[${SESSION}]]>`), /SessionId stands in a form/],
    ['a session in parts', message.replace(SESSION, `a<x>${SESSION}</x>`), /SessionId stands in a form/],
    ['too deep a nesting', within('<a>'.repeat(20) + '</a>'.repeat(20)), /nested deeper than 12 levels/],
    ['too many tags', within('<a/>'.repeat(60_001)), /more than 60000 tags/],
    ['an open end', message.slice(0, -20), /not well-formed XML \(line \d+\)/],
    ['the name that every object has', within('<__proto__><OrganizationId>00DRW0000000009EAA</OrganizationId></__proto__>'), /not well-formed/],
    ['no XML', '{"a":1}', /not well-formed/],
    ['nothing', '', /empty/],
    ['other letters', Buffer.from(message, 'utf16le'), /UTF-8/],
    ['more than a megabyte', within(' '.repeat(1_048_577)), /larger than 1 MiB/],
  ])('is refused with %s, and nothing of it is told', (_, text, detail) => {
    let error: unknown;
    try {
      read(text);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toMatchObject({ status: 400, code: 'body_unreadable', detail: expect.stringMatching(detail) });
    expect(JSON.stringify(error)).not.toContain(SESSION);
  });

  it.each([
    ['two organisations', within('<OrganizationId>00DRW0000000009EAA</OrganizationId>'), null],
    ['another organisation under another prefix', within('<x:OrganizationId xmlns:x="u">00DRW0000000009EAA</x:OrganizationId>'), null],
    ['an entity that nobody declared', message.replace('00DRW0000000001EAA', '&who;'), null],
  ])('with %s says no more than it can', (_, text, organizationId) => {
    expect(read(text).organizationId).toBe(organizationId);
  });
});
