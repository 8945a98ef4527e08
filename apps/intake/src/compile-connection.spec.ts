import { describe, expect, it } from '@jest/globals';
import { connection, type Connection } from '#contracts';
import { compileConnection } from './compile-connection.js';
import { asConsent, asCount, asTime } from './field-values.js';
import type { GivenLead } from './submission.js';

const NOW = Date.parse('2026-11-22T09:30:00Z');
const signature = { header: 'form-signature', algorithm: 'hmac-sha256', encoding: 'base64', signs: '{body}', secret: 'S' };
const form = (map: object, more: object = {}): Connection => connection.parse({ vendor: 'form', label: 'Demo form', signature, id: '$.event_id', map, ...more });
const standard = (more: object): Connection => connection.parse({ vendor: 'standard', secret: 'S', ...more });

const read = (config: Connection, body: unknown) => compileConnection('here', config).read(body, NOW);
const lead = (config: Connection, body: unknown): GivenLead => {
  const [first] = read(config, body);
  if (!first || !('lead' in first)) throw new Error(`no lead: ${JSON.stringify(first)}`);
  return first.lead;
};
const attention = (config: Connection, body: unknown) => {
  const [first] = read(config, body);
  return first && 'attention' in first ? first.attention : null;
};

const question = (id: string, ref: string, title: string) => ({ id, ref, title, type: 'short_text' });
const answer = (id: string, ref: string, type: string, value: unknown) => ({ type, [type]: value, field: { id, ref, type: 'short_text' } });
const filled = (answers: unknown[]) => ({
  event_id: 'e-1', form_response: {
    hidden: { utm_campaign: 'autumn' }, definition: { fields: [question('q1', 'email', "What's your work e-mail?"), question('q2', 'job', 'Your job'), question('q3', 'sites', 'Cold sites')] }, answers,
  },
});

describe('a form', () => {
  const body = filled([
    answer('q1', 'email', 'email', 'Tessa@PelhamRye.example'), answer('q2', 'job', 'choice', { label: 'Operations Director' }), answer('q3', 'sites', 'choices', { labels: ['Leeds', 'York'] }),
    answer('q4', 'updates', 'boolean', true), answer('q5', 'people', 'number', 620), answer('q6', 'call', 'phone_number', '+44 20 7946 0123'),
  ]);

  it('is read by the ref of a question, by its label, and by a path', () => {
    const config = form({
      email: { answer: { label: "WHAT'S your work e-mail" } }, title: { answer: { ref: 'job' } }, message: { answer: { ref: 'sites' } }, consent: { answer: { ref: 'updates' } },
      employees: { answer: { ref: 'people' } }, phone: { answer: { ref: 'call' } }, campaign: '$.form_response.hidden.utm_campaign',
    });
    expect(lead(config, body)).toMatchObject({
      person: { email: 'Tessa@pelhamrye.example', title: 'Operations Director', message: 'Leeds, York', phone: '+442079460123' },
      company: { domain: 'pelhamrye.example', employees: 620 }, consent: true, campaign: 'autumn',
    });
    expect(compileConnection('here', config).idIn(body)).toBe('e-1');
  });

  it('says where the e-mail was looked for and what is there instead, without a value', () => {
    const found = attention(form({ email: { answer: { ref: 'work_email' } } }), body)!;
    expect(found.title).toBe('A submission of Demo form has no e-mail and no phone number');
    expect(found.detail).toBe('The mapping looks for the e-mail in the answer with the ref "work_email"; the answers have the refs email, job, sites, updates, people, call. No phone number is mapped.');
    expect(found.fix).toContain('map.email');
    expect(JSON.stringify(found)).not.toContain('PelhamRye');
  });

  it('tells an e-mail that is not there from one that is none', () => {
    expect(attention(form({ email: { answer: { ref: 'job' } } }), body)!.detail).toBe('The e-mail was found in the answer with the ref "job" but cannot be read as one. No phone number is mapped.');
    expect(attention(form({ email: '$.form_response.email' }), body)!.detail).toContain("looks for the e-mail at $.form_response.email; $.form_response has hidden, definition, answers.");
    expect(attention(form({ email: { answer: { ref: 'email' } } }), { event_id: 'e' })!.detail).toContain('there are no answers');
  });

  it('keeps our own error for a person and hands it on', () => {
    const throws = { get event_id(): string { throw new RangeError('deep'); } };
    expect(read(form({ email: '$.event_id' }), throws)).toEqual([{ attention: expect.objectContaining({ code: 'SUBMISSION.OUR_ERROR' }), error: expect.any(RangeError) }]);
  });
});

describe('a CRM', () => {
  const crm = { system: 'hubspot', baseUrl: 'https://api.hubapi.example', token: 'T' };
  const contacts = standard({ crm, createIn: 'here', each: '$.data.contacts[*]', map: { crmObjectId: '$.id', email: '$.properties.email', country: '$.properties.country' } });

  it('may send several leads in one call', () => {
    const leads = read(contacts, { data: { contacts: [{ id: 501, properties: { email: 'a@larkmoor.example', country: 'Ireland' } }, { id: 502, properties: { email: 'n/a' } }, { id: 503, properties: { email: 'c@larkmoor.example' } }] } });
    expect(leads.map((one) => ('lead' in one ? one.lead.crm[0]!.objectId : one.attention.code))).toEqual(['501', 'SUBMISSION.UNREACHABLE', '503']);
  });

  it('says where a lead lives, and does not create it anywhere then', () => {
    expect(lead(contacts, { data: { contacts: [{ id: 501, properties: { email: 'a@larkmoor.example', country: 'Ireland' } }] } })).toMatchObject({
      crm: [{ connection: 'here', system: 'hubspot', objectType: 'contacts', objectId: '501' }], createIn: null, company: { country: 'IE' },
    });
    expect(lead(contacts, { data: { contacts: [{ properties: { email: 'a@larkmoor.example' } }] } })).toMatchObject({ crm: [], createIn: 'here' });
  });

  it('says so when a call carries no lead', () => {
    expect(attention(contacts, { data: { people: [] } })).toMatchObject({ code: 'SUBMISSION.NO_LEADS', detail: "The mapping looks for leads at $.data.contacts[*]; $.data has people." });
  });

  it.each([
    ['the members of POST /api/leads in data', { type: 'lead', data: { email: 'a@larkmoor.example', fullName: 'Ana Lark' } }],
    ['the members of POST /api/leads in the body', { email: 'a@larkmoor.example', fullName: 'Ana Lark' }],
  ])('without a mapping reads %s', (_, body) => {
    expect(lead(standard({}), body).person).toMatchObject({ email: 'a@larkmoor.example', firstName: 'Ana' });
  });

  it.each([
    ['none was named: the default', {}, 'DE'],
    ['one was named', { country: 'Ireland' }, 'IE'],
    ['one was named that nobody knows: unknown', { country: 'Atlantis' }, null],
  ])('country, %s', (_, given, country) => {
    expect(lead(standard({ defaultCountry: 'DE' }), { phone: '030 123456', ...given }).company.country).toBe(country);
  });

  it.each([[{ phone: 'n/a' }], [{ phone: '123' }], [{ email: 'tessa(at)x' }], [{}], ['text'], [null]])('cannot reach %j', (body) => {
    expect(attention(standard({}), body)?.code).toBe('SUBMISSION.UNREACHABLE');
  });
});

describe('values', () => {
  it.each([
    [true, true], ['Yes', true], ['1', true], [1, true], ['on', true], ['checked', true], ['Yes, send me updates', true], [['Ja, bitte'], true],
    [false, false], ['no', false], ['0', false], ['Nein', false], ['No thanks', false],
    ['', null], [[], null], ['maybe', null], [null, null], [{ a: 1 }, null],
  ])('consent %j is %s', (value, consent) => {
    expect(asConsent(value)).toBe(consent);
  });

  it.each([
    [620, 620], ['620', 620], ['1,900', 1_900], ['1.900', 1_900], ['1 900', 1_900], ['12,345,678', null], ['620.0', 620],
    ['1,90', null], ['51-200', null], ['about 500', null], ['', null], ['0', null], [-5, null], [null, null],
  ])('%j employees are %s', (value, count) => {
    expect(asCount(value)).toBe(count);
  });

  it.each([
    ['2026-11-20T08:00:00Z', '2026-11-20T08:00:00.000Z'], [1_763_000_000, '2025-11-13T02:13:20.000Z'], [1_763_000_000_000, '2025-11-13T02:13:20.000Z'],
    ['2030-01-01T00:00:00Z', '2026-11-22T09:30:00.000Z'], ['soon', '2026-11-22T09:30:00.000Z'], [undefined, '2026-11-22T09:30:00.000Z'],
  ])('%j was at %s', (value, time) => {
    expect(asTime(value, NOW)).toBe(time);
  });
});
