import { Injectable } from '@nestjs/common';
import { CrmClients } from '#connectors';
import { Failure, leadInput, type Connection, type TestLeadView } from '#contracts';
import { Clock, Environment, Ids } from '#platform';
import type { CompiledConnection } from '../compile-connection.js';
import { isOfCrm, propertiesOf, type OfCrm } from '../crm-properties.js';
import { judgeSubmissions } from '../judge-submissions.js';
import { KnownConnections } from '../known-connections.js';
import type { MappedField } from '../map-fields.js';
import { ReadCall } from '../read-call.js';
import { ReadRecords } from '../read-records.js';
import type { End, GivenLead, Reading } from '../submission.js';
import { addressOf } from './address-of.js';
import { buildTestBody } from './build-test-body.js';
import { configured } from './configured.js';
import { madeUpLead } from './made-up-lead.js';
import { newestLead } from './newest-lead.js';
import { shortened, showFields, type ShownFields } from './show-fields.js';
import { NOTHING_STORED, wordEnd, wordMadeUp, wordRecord, type TestOutcome } from './word-test-lead.js';

/**
 * "Send a test lead": a made-up lead goes through the functions that a call goes through, up to where it would be stored:
 * proved, parsed, mapped, normalised, gated and judged as nobody's that is known. Where calls carry ids only, a lead of the CRM is
 * read back instead.
 */
@Injectable()
export class SendTestLead {
  constructor(
    private readonly connections: KnownConnections, private readonly readCall: ReadCall, private readonly records: ReadRecords, private readonly crms: CrmClients,
    private readonly environment: Environment, private readonly clock: Clock, private readonly ids: Ids,
  ) {}

  /** Errors: 404 connection_unknown. Everything else is an answer. */
  async through(name: string): Promise<TestLeadView> {
    const connection = configured(this.connections.all, name);
    const off = this.connections.whyOff(name);
    const compiled = this.connections.find(name);
    if (off !== null || !compiled) return { connection: name, ok: false, sentence: `Not tried, because its calls are not taken. ${off ?? ''}`.trim(), fields: [] };
    return { connection: name, ...(await this.outcome(compiled, connection)) };
  }

  private outcome(compiled: CompiledConnection, connection: Connection): TestOutcome | Promise<TestOutcome> {
    if (connection.vendor === 'api') return this.byProgram(compiled);
    return isOfCrm(connection) ? this.ofCrm(compiled, connection) : this.byCall(compiled, connection);
  }

  private byCall(compiled: CompiledConnection, connection: Extract<Connection, { vendor: 'standard' | 'form' }>): TestOutcome {
    const { name } = compiled;
    const { publicUrl } = this.environment;
    const { sender, prove } = this.connections.hook(name);
    const now = this.clock.now();
    const id = `test_${this.ids.next()}`;
    const { body, fields, unwritten } = buildTestBody(connection, madeUpLead(id, now), id);
    const bytes = Buffer.from(JSON.stringify(body));
    const [key] = sender.keysOf(this.environment.secrets(sender.secret));
    const headers = sender.sign!({ id, body: bytes, now }, key!);
    const proof = prove({ headers, body: bytes, address: `POST ${publicUrl}/hooks/${name}`, url: addressOf(publicUrl, name, connection), now });
    if (!proof.proved) return { ok: false, sentence: `The call was not proved. ${proof.detail}`, fields: [] };
    const [reading] = this.readCall.readings(compiled, sender.parse(bytes), null);
    return wordMadeUp('The call was proved,', this.endOf(name, reading!), shown(compiled, reading!, fields), unwritten);
  }

  private byProgram(compiled: CompiledConnection): TestOutcome {
    const made: Readonly<Record<string, unknown>> = madeUpLead(`test_${this.ids.next()}`, this.clock.now());
    const fields = Object.keys(leadInput.shape).filter((field) => field in made) as MappedField[];
    const body = leadInput.parse(Object.fromEntries(fields.map((field) => [field, made[field]])));
    const [reading] = this.readCall.readings(compiled, body, null);
    const { found } = shown(compiled, reading!, fields);
    const example = JSON.stringify({ connection: compiled.name, email: made['email'], fullName: made['fullName'], company: made['company'], message: made['message'] });
    const curl = `curl -X POST ${addressOf(this.environment.publicUrl, compiled.name, compiled.connection)} -H "authorization: Bearer $INGEST_TOKEN" -H "content-type: application/json" -d '${example}'`;
    return { ok: reading!.as !== 'attention', fields: found, sentence: `Programs send with a token, so there is no signature to prove; ${wordEnd(this.endOf(compiled.name, reading!))} ${NOTHING_STORED} To send one that is stored: ${curl}` };
  }

  private async ofCrm(compiled: CompiledConnection, connection: OfCrm): Promise<TestOutcome> {
    const label = connection.label ?? compiled.name;
    try {
      const found = await newestLead(this.crms.of(connection.crm), this.clock.now());
      if (found === null) return { ok: false, sentence: `${label} can be read but holds no lead. Make one there and try again.`, fields: [] };
      if ('outcome' in found) return { ok: false, sentence: `${label} does not list its leads: ${found.vendorSaid}. Check access says what is missing.`, fields: [] };
      const [reading] = this.readCall.readingsOf(compiled, await this.records.read(compiled, [{ objectId: found.objectId, senderId: 'test' }]), null);
      const fields = Object.keys(propertiesOf(connection)) as MappedField[];
      const which = `A lead of ${label} (${found.objectId}, changed ${new Date(found.updatedAt).toISOString().slice(0, 10)})`;
      return wordRecord(which, this.endOf(compiled.name, reading!), shown(compiled, reading!, fields, shortened));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      return { ok: false, sentence: `${label} could not be read. ${error.message}`, fields: [] };
    }
  }

  /** How it would end if nobody were known yet. */
  private endOf(name: string, reading: Reading): End {
    return judgeSubmissions([this.readCall.submission('test', 0, name, reading)], { claims: new Map(), leads: new Map() }).ended[0]!.end;
  }
}

/** An id in a CRM counts only where there is a CRM. */
function shown({ connection: { crm } }: CompiledConnection, reading: Reading, fields: readonly MappedField[], show?: Parameters<typeof showFields>[2]): ShownFields {
  const lead: GivenLead | null = reading.as === 'attention' ? null : reading.lead;
  const used = fields.filter((field) => crm || field !== 'crmObjectId');
  return lead ? showFields(lead, used, show) : { found: [], empty: used };
}
