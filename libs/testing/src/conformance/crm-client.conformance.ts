import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { CrmClient, CrmLead, CrmNote, CrmOutcome, CrmRecord, CrmTask, FactsWrite } from '#connectors';
import { Failure } from '#contracts';
import type { FakeCrm, Fault } from '../crm/fake-crm.js';

/** A client of an empty CRM. `secrets` must never be read in an error. */
export interface OpenCrm { readonly crm: FakeCrm; readonly client: CrmClient; readonly secrets: readonly string[] }

const lead: CrmLead = {
  leadId: '01JLEAD', email: "ida.o'dowd@corvane.example", firstName: 'Ida', lastName: 'Renfield', phone: '+1 555 0100', title: 'Site Manager',
  company: 'Corvane Logistics', website: 'corvane.example', country: 'US',
};
const task: CrmTask = { marker: '01JAPPROVAL', subject: 'Send e-mail: Logs', body: 'Hi <Ida>,\nshall we talk?', userId: null, dueAt: Date.UTC(2026, 10, 22, 9, 0) };
const note: CrmNote = { marker: '01JNOTE', text: 'Yours because: Rest of EMEA & your turn.', at: Date.UTC(2026, 10, 22, 9, 0) };
const fill = (values: Record<string, string>, ours: Record<string, string> = {}): FactsWrite => ({ policy: 'fill-if-empty', values, ours });
const done = { outcome: 'done', changed: true };
const already = { outcome: 'done', changed: false };

/** What every CRM client must do, whatever the vendor's wire. */
export function describeCrmClient(name: string, open: () => Promise<OpenCrm>): void {
  describe(`CRM client of ${name}`, () => {
    let crm: FakeCrm;
    let client: CrmClient;
    let secrets: readonly string[];
    let rep: string;
    let colleague: string;
    let gone: string;
    beforeEach(async () => {
      ({ crm, client, secrets } = await open());
      [rep, colleague, gone] = [...crm.users.keys()] as [string, string, string];
    });
    afterEach(() => crm.close());

    const failure = async (call: Promise<unknown>): Promise<Failure> => {
      const error = await call.then(() => new Error('It did not fail.'), (thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(Failure);
      return error as Failure;
    };

    describe('makes a lead', () => {
      it('with its address and its id, and says where it is', async () => {
        const outcome = await client.createLead(lead, false);
        const [made] = crm.leads.values();
        expect(outcome).toMatchObject({ ...done, objectId: made!.id });
        expect(made).toMatchObject({ email: lead.email, facts: { leadwright_lead_id: lead.leadId } });
        expect(Object.values(made!.other).join(' ')).toContain('Renfield');
      });

      it('of which hardly anything is known', async () => {
        const bare: CrmLead = { leadId: '01JBARE', email: 'info@corvane.example', firstName: null, lastName: null, phone: null, title: null, company: null, website: null, country: null };
        expect(await client.createLead(bare, false)).toMatchObject(done);
      });

      it('only where nobody has its address: else it takes that one, and changes nothing in it', async () => {
        const other = crm.put({ email: lead.email!.toLowerCase(), facts: { leadwright_lead_id: 'theirs' } });
        crm.put({ email: "o'dowd@corvane.example" });
        expect(await client.createLead(lead, false)).toMatchObject({ ...already, objectId: other.id });
        expect(crm.leads.size).toBe(2);
        expect(other.facts).toEqual({ leadwright_lead_id: 'theirs' });
      });

      it.each([['an address', lead], ['no address', { ...lead, email: null }]])('once, although the answer was lost, when it has %s', async (_, asked) => {
        crm.meet('answer lost');
        expect(await failure(client.createLead(asked, false))).toMatchObject({ code: 'NET.BROKEN', retryable: true });
        const [made] = crm.leads.values();
        expect(await client.createLead(asked, true)).toMatchObject({ ...already, objectId: made!.id });
        expect(crm.leads.size).toBe(1);
      });

      it('when it looks first and finds nothing', async () => {
        expect(await client.createLead(lead, true)).toMatchObject(done);
      });
    });

    describe('sets the owner', () => {
      it('and does not write again what a look shows', async () => {
        const { id } = crm.put({ owner: colleague });
        expect(await client.setOwner(id, rep, true)).toMatchObject({ ...done, objectId: id });
        const { writes } = crm;
        expect(await client.setOwner(id, rep, true)).toMatchObject({ ...already, objectId: id });
        expect(crm.leads.get(id)!.owner).toBe(rep);
        expect(crm.writes).toBe(writes);
      });

      it('unless the CRM refuses him, and then says so in its words', async () => {
        const { id } = crm.put({ owner: colleague });
        const outcome = await client.setOwner(id, gone, false);
        expect(outcome).toMatchObject({ outcome: 'refused', retryable: false, code: crm.words.ownerRefused.code });
        expect(outcome).toHaveProperty('vendorSaid', expect.stringMatching(crm.words.ownerRefused.said));
        expect(crm.leads.get(id)!.owner).toBe(colleague);
      });

      it.each([true, false])('of a lead that is there only (looking first: %s)', async (lookFirst) => {
        const { id } = crm.put();
        crm.leads.delete(id);
        expect(await client.setOwner(id, rep, lookFirst)).toMatchObject({ outcome: 'refused', code: crm.words.leadNotThere });
      });
    });

    describe('writes facts', () => {
      it('into what is empty and what is its own, and leaves what people wrote', async () => {
        const { id } = crm.put({ facts: { leadwright_industry: 'bakery', leadwright_fit: 'Needs your call' } });
        const outcome = await client.writeFacts(id, fill({ leadwright_company_size: '620', leadwright_industry: 'food-manufacturing', leadwright_fit: 'Good fit' }, { leadwright_fit: 'Needs your call' }));
        expect(outcome).toEqual({ ...done, objectId: id, written: ['leadwright_company_size', 'leadwright_fit'], kept: ['leadwright_industry'] });
        expect(crm.leads.get(id)!.facts).toEqual({ leadwright_company_size: '620', leadwright_industry: 'bakery', leadwright_fit: 'Good fit' });
      });

      it('not over a value of its own that a person changed after it', async () => {
        const { id } = crm.put({ facts: { leadwright_company_size: '610' } });
        expect(await client.writeFacts(id, fill({ leadwright_company_size: '620' }, { leadwright_company_size: '2' }))).toMatchObject({ ...already, kept: ['leadwright_company_size'] });
        expect(crm.writes).toBe(0);
      });

      it('over everything when it is told to refresh', async () => {
        const { id } = crm.put({ facts: { leadwright_fit: 'Not a fit' } });
        expect(await client.writeFacts(id, { policy: 'refresh', ours: {}, values: { leadwright_fit: 'Good fit' } })).toMatchObject({ ...done, written: ['leadwright_fit'] });
        expect(crm.leads.get(id)!.facts).toEqual({ leadwright_fit: 'Good fit' });
      });
    });

    describe.each([
      ['task', (id: string, lookFirst: boolean): Promise<CrmOutcome> => client.createTask(id, { ...task, userId: rep }, lookFirst), task.marker, /shall we talk\?/],
      ['note', (id: string, lookFirst: boolean): Promise<CrmOutcome> => client.createNote(id, note, lookFirst), note.marker, /Rest of EMEA/],
    ] as const)('hangs a %s on a lead', (kind, create, marker, words) => {
      it('with its text and its marker', async () => {
        const { id } = crm.put();
        const outcome = await create(id, false);
        const [text] = crm.textsOf(kind);
        expect(outcome).toMatchObject({ ...done, objectId: text!.id });
        expect(text).toMatchObject({ leadId: id, text: expect.stringContaining(marker), ...(kind === 'task' ? { owner: rep } : {}) });
        expect(text!.text).toMatch(words);
      });

      it('once, although the answer was lost', async () => {
        const { id } = crm.put();
        crm.meet('answer lost');
        await failure(create(id, false));
        const [text] = crm.textsOf(kind);
        expect(await create(id, true)).toMatchObject({ ...already, objectId: text!.id });
        expect(crm.texts).toHaveLength(1);
      });

      it('beside those of others', async () => {
        const { id } = crm.put();
        await client.createNote(id, { ...note, marker: '01JANOTHER' }, false);
        await client.createTask(id, { ...task, marker: '01JONEMORE' }, false);
        expect(await create(id, true)).toMatchObject(done);
        expect(crm.texts).toHaveLength(3);
      });
    });

    it('hangs a task for nobody where the rep is not known there', async () => {
      const { id } = crm.put();
      await client.createTask(id, task, false);
      expect(crm.texts).toMatchObject([{ kind: 'task', owner: null }]);
    });

    describe('reads leads back', () => {
      it('a hundred in a call, each once, with owner, time and values, and names those that are not there', async () => {
        const at = Date.UTC(2026, 10, 20, 8, 30);
        const leads = Array.from({ length: 230 }, (_, index) => crm.put({ email: `p${index}@corvane.example`, changedAt: at + index * 1_000 }));
        Object.assign(leads[7]!, { owner: rep });
        leads[7]!.facts['leadwright_fit'] = 'Good fit';
        const lost = crm.put();
        crm.leads.delete(lost.id);
        const read = await client.readLeads([...leads.map(({ id }) => id), lost.id, leads[7]!.id]);
        expect(read).toMatchObject({ outcome: 'read', missing: [lost.id] });
        const records = 'records' in read ? read.records : [];
        expect(records.map(({ objectId }) => objectId)).toEqual(leads.map(({ id }) => id));
        expect(records[7]).toMatchObject({ objectId: leads[7]!.id, updatedAt: at + 7_000, ownerUserId: rep, properties: { leadwright_fit: 'Good fit' } });
        expect(Object.values(records[7]!.properties)).toContain('p7@corvane.example');
        expect(records[8]!.ownerUserId).toBeNull();
        expect(crm.heard).toHaveLength(3);
      });

      it('none at no cost', async () => {
        expect(await client.readLeads([])).toEqual({ outcome: 'read', records: [], missing: [] });
        expect(crm.heard).toHaveLength(0);
      });

      it('and says so when not one is there', async () => {
        const { id } = crm.put();
        crm.leads.delete(id);
        expect(await client.readLeads([id])).toEqual({ outcome: 'read', records: [], missing: [id] });
      });
    });

    describe('lists what changed', () => {
      const all = async (since: number): Promise<CrmRecord[]> => {
        const records: CrmRecord[] = [];
        for (let cursor: string | null = null, pages = 0; pages < 20; pages += 1) {
          const page = await client.listRecent(since, cursor);
          if (page.outcome === 'refused') throw new Error(page.vendorSaid);
          records.push(...page.records);
          if (page.next === null) return records;
          cursor = page.next;
        }
        throw new Error('The list has no end.');
      };

      it('since a time, page by page to its end, oldest first', async () => {
        const since = Date.UTC(2026, 10, 20, 8, 0);
        const before = crm.put({ changedAt: since - 1_000 });
        const after = Array.from({ length: 450 }, (_, index) => crm.put({ changedAt: since + index * 1_000 }));
        const ids = (await all(since)).map(({ objectId }) => objectId);
        expect(ids).toEqual(after.map(({ id }) => id));
        expect(ids).not.toContain(before.id);
      });

      it('and ends at once when nothing did', async () => {
        crm.put({ changedAt: 1_000 });
        expect(await client.listRecent(Date.UTC(2026, 10, 20), null)).toEqual({ outcome: 'page', records: [], next: null });
      });
    });

    describe('checks access', () => {
      const named = (userId: string, index: number) => ({ userId, name: `Rep ${index}` });

      it('and finds nothing missing where nothing is', async () => {
        expect(await client.checkAccess([named(rep, 1)])).toMatchObject({ token: 'works', missingScopes: [], missingFields: [], users: [{ name: 'Rep 1', state: 'active' }] });
        expect(crm.leads.size + crm.texts.length).toBe(0);
      });

      it('and names the fields that were not created, and the reps who are deactivated or not there', async () => {
        crm.fields.delete('leadwright_fit');
        const report = await client.checkAccess([rep, gone, crm.unknownUser].map(named));
        expect(report).toMatchObject({ token: 'works', missingFields: [expect.stringMatching(/^leadwright_fit/i)] });
        expect('users' in report && report.users?.map(({ state }) => state)).toEqual(['active', 'deactivated', 'unknown']);
      });
    });

    describe('sorts trouble', () => {
      const call = (): Promise<CrmOutcome> => client.createLead({ ...lead, email: null }, false);

      it.each<[Fault, string]>([['down', 'CRM.UNAVAILABLE'], ['not JSON', 'CRM.UNREADABLE'], ['strange shape', 'CRM.UNREADABLE']])('%s: it may pass', async (fault, code) => {
        crm.meet(fault);
        expect(await failure(call())).toMatchObject({ code, retryable: true });
      });

      it('too many calls: it says how long to wait, and lets nobody call before', async () => {
        crm.meet('too many calls');
        const { id } = crm.put();
        expect(await failure(call())).toMatchObject({ code: 'CRM.RATE_LIMITED', retryable: true, retryAfterMs: crm.words.waitMs });
        const heard = crm.heard.length;
        const next = await failure(client.readLeads([id]));
        expect(next).toMatchObject({ code: 'CRM.RATE_LIMITED', retryable: true });
        expect(next.retryAfterMs).toBeGreaterThan(crm.words.waitMs - 5_000);
        expect(crm.heard).toHaveLength(heard);
      });

      it('a refused token: it is renewed once, or the CRM says so', async () => {
        crm.meet('token refused');
        const outcome = await call();
        expect(outcome).toMatchObject(crm.words.renewsToken ? done : { outcome: 'refused', code: crm.words.tokenRefused });
        expect(crm.leads.size).toBe(crm.words.renewsToken ? 1 : 0);
      });

      it('a token that stays refused: no call goes on, and access says so', async () => {
        crm.meet('token refused', 'token refused');
        expect(await client.createLead(lead, true)).toMatchObject({ outcome: 'refused' });
        crm.meet('token refused', 'token refused');
        expect(await client.checkAccess([])).toMatchObject({ token: 'refused' });
        expect(crm.leads.size).toBe(0);
      });

      it('and never shows a secret', async () => {
        const said: string[] = [];
        for (const fault of ['down', 'strange shape', 'token refused', 'answer lost'] as const) {
          crm.meet(fault);
          const answer = await client.createLead({ ...lead, email: null }, false).catch((error: Failure) => ({ message: error.message, details: error.details }));
          said.push(JSON.stringify(answer));
        }
        for (const secret of secrets) expect(said.join()).not.toContain(secret);
      });
    });
  });
}
