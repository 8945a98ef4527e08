import { createHmac, randomBytes } from 'node:crypto';
import type { LeadPerson } from '#contracts';
import { gateSubmission, identityClaims } from '#domain';
import { judgeSubmissions } from '../../../apps/intake/src/judge-submissions.js';
import { normalizeLead } from '../../../apps/intake/src/normalize-lead.js';
import type { Submission } from '../../../apps/intake/src/submission.js';
import type { BenchLead } from '../leads.js';
import type { StageParts } from './stage-parts.js';
import { inList, type Draft, type Edge, type Outcome, type Query } from './stage.js';

/** A call that is read, before anything is known of its leads. */
export interface ReadCall { readonly id: string; readonly bodyDigest: string; readonly body: string; readonly submissions: readonly Submission[] }

/** What a sender is told of each lead. */
export type Answer = readonly { submissionId: string; outcome: 'lead'; leadId: string }[];

const KEYS = { table: 'keyring_keys', columns: ['key_id', 'secret', 'created_at', 'destroyed_at'] };
const CALLS = { table: 'intake_calls', columns: ['id', 'connection', 'call_key', 'body_digest', 'body', 'repeats', 'conflicts_with', 'answer', 'received_at'] };
const CLAIMS = { table: 'intake_claims', columns: ['digest', 'kind', 'lead_id', 'claimed_at'] };
const LEADS = { table: 'intake_leads', columns: ['lead_id', 'snapshot', 'updated_at'] };
const SUBMISSIONS = { table: 'intake_submissions', columns: ['id', 'call_id', 'ordinal', 'connection', 'outcome', 'lead_id', 'matched_by', 'rule', 'at'] };

const SECRET_BYTES = 32;

/** The first app: it hears callers instead of a topic. `secret` keys its digests. */
export class IntakeStage {
  private readonly gate;
  private readonly name;

  constructor(private readonly parts: StageParts, private readonly secret: Uint8Array) {
    this.gate = parts.connections.gate;
    this.name = parts.connection.name;
  }

  /** Reads the bytes of a call. Errors: an Error for what is no list of leads with an e-mail address. */
  read(bytes: Buffer, edge: Edge): ReadCall {
    const body = bytes.toString('utf8');
    const parsed = JSON.parse(body) as BenchLead | BenchLead[];
    const id = edge.nextId();
    return { id, body, bodyDigest: this.digest(bytes), submissions: (Array.isArray(parsed) ? parsed : [parsed]).map((given, ordinal) => this.submission(id, ordinal, given, edge)) };
  }

  /** Who made the claims of these calls before. */
  reads(calls: readonly ReadCall[]): Query {
    const digests = calls.flatMap(({ submissions }) => submissions.flatMap(claimsOf).map(({ digest }) => digest));
    return { sql: `SELECT digest, lead_id FROM intake_claims WHERE digest IN ${inList(digests)}`, params: digests };
  }

  /** Errors: an Error for a lead that is known already. */
  run(calls: readonly ReadCall[], found: readonly unknown[], { now }: Edge): Outcome & { answers: Answer[] } {
    if (found.length > 0) throw new Error(`${found.length} leads came before: the floor takes each person once.`);
    const at = now();
    const { ended, claims, leads } = judgeSubmissions(calls.flatMap(({ submissions }) => submissions), { claims: new Map(), leads: new Map() });
    if (leads.size !== ended.length) throw new Error(`${ended.length - leads.size} submissions made no lead: the floor takes each person once.`);
    const secrets = randomBytes(SECRET_BYTES * (calls.length + leads.size));
    const secret = (index: number): Uint8Array => secrets.subarray(index * SECRET_BYTES, (index + 1) * SECRET_BYTES);
    let first = 0;
    return {
      rows: [
        { into: KEYS, values: [...calls.map(({ id }) => `call:${id}`), ...[...leads.keys()].map((id) => `lead:${id}`)].map((keyId, index) => [keyId, secret(index), at, null]) },
        { into: CALLS, values: calls.map(({ id, bodyDigest, body }) => [id, this.name, null, bodyDigest, JSON.stringify({ keyId: `call:${id}`, sealed: false, data: body }), null, null, null, at]) },
        { into: CLAIMS, values: claims.map(({ digest, kind, leadId }) => [digest, kind, leadId, at]) },
        { into: LEADS, values: [...leads].map(([leadId, snapshot]) => [leadId, JSON.stringify(snapshot), at]) },
        { into: SUBMISSIONS, values: ended.map(({ submission: { id, callId, ordinal, connection }, end: { outcome, leadId } }) => [id, callId, ordinal, connection, outcome, leadId, null, null, at]) },
      ],
      events: ended.map(({ submission, end }): Draft => ({ topic: 'lead.captured.v1', leadId: end.leadId, data: { submissionId: submission.id, lead: leads.get(end.leadId) }, cause: null })),
      answers: calls.map(({ submissions }) => {
        const own = ended.slice(first, first += submissions.length);
        return own.map(({ submission, end }) => ({ submissionId: submission.id, outcome: 'lead', leadId: end.leadId }));
      }),
    };
  }

  private submission(callId: string, ordinal: number, given: BenchLead, edge: Edge): Submission {
    if (typeof given.email !== 'string') throw new Error(`Lead ${ordinal} of a call has no e-mail address.`);
    const lead = normalizeLead(given, this.name, this.parts.connection.config, edge.now());
    const id = edge.nextId();
    const leadId = edge.nextId();
    return { id, callId, ordinal, connection: this.name, leadId, reading: { as: 'lead', lead, claims: this.claims(lead.person), ours: null } };
  }

  private claims(person: LeadPerson): { kind: 'email' | 'crm-object' | 'sender-id'; digest: string }[] {
    const gated = gateSubmission(person, this.gate);
    if (!gated.pass) throw new Error(`A lead is kept out by ${gated.rule}: the bench sends none of those.`);
    return identityClaims({ connection: this.name, email: person.email, crm: [], senderId: null }).map(({ kind, value }) => ({ kind, digest: this.digest(JSON.stringify(['claim', kind, value])) }));
  }

  private digest(value: string | Buffer): string {
    return createHmac('sha256', this.secret).update(value).digest('hex');
  }
}

const claimsOf = ({ reading }: Submission): readonly { digest: string }[] => (reading.as === 'lead' ? reading.claims : []);
