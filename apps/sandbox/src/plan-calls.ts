import { CAST, type CastRow } from './plan/cast.js';
import { countPlan, fillSlots, type Slot } from './plan/count-plan.js';
import { MESSAGES } from './plan/messages.data.js';
import { People } from './plan/people.js';
import { fullNameOf, type Asking, type ConnectionName, type Flaw, type PlannedCall, type PlannedSubmission } from './plan/planned-call.js';
import { announce, crmOf, objectIdOf, personIn, type InCrm } from './plan/in-crm.js';
import { apiBody, formBody } from './plan/write-body.js';
import type { World } from './world/build-world.js';
import type { Company } from './world/company.js';
import { Random } from './world/random.js';

export interface Plan {
  readonly submissions: number;
  /** In the order they leave. */
  readonly calls: readonly PlannedCall[];
  /** Who is in a CRM before the first call. */
  readonly people: readonly InCrm[];
}

export interface PlanOptions {
  readonly seed: string | number;
  /** How many in all; at least 60. */
  readonly submissions: number;
  readonly world: World;
  /** Milliseconds; dates what people sent. */
  readonly now: number;
}

/** A call with its place in the queue, from 0 (first) to 1 (last). */
interface Placed { readonly place: number; readonly calls: readonly PlannedCall[] }

/** The cast comes among the first so many submissions, whatever comes after. */
const CAST_WITHIN = 60;
const TOO_LARGE = 2 * 1024 * 1024;
/** Shares of the doors that filler leads come by. */
const DOORS: readonly ConnectionName[] = [...Array<ConnectionName>(58).fill('hubspot-main'), ...Array<ConnectionName>(35).fill('website-demo-form'), ...Array<ConnectionName>(7).fill('api')];

const DOORS_IN_EMEA: readonly ConnectionName[] = [...DOORS, ...Array<ConnectionName>(60).fill('salesforce-emea')];
const IN_EMEA: ReadonlySet<Slot> = new Set<Slot>(['rich-emea', 'rich-dach', 'web-fit-emea']);

/** What will be sent, exactly `submissions` of them: the same for the same seed, world and time. Errors: RangeError below 60. */
export function planCalls(options: PlanOptions): Plan {
  const planner = new Planner(options);
  planner.addCast();
  planner.addLeads();
  planner.addRepeats();
  planner.addIgnored();
  planner.addUnmapped();
  planner.addRefused();
  return planner.finish();
}

class Planner {
  private readonly random: Random;
  private readonly people: People;
  private readonly counts;
  private readonly placed: Placed[] = [];
  private readonly inCrm = new Map<string, InCrm>();
  private submissionCount = 0;
  private callCount = 0;

  constructor(private readonly options: PlanOptions) {
    this.random = new Random(options.seed);
    this.counts = countPlan(options.submissions);
    this.people = new People(this.random, CAST.map(({ asking }) => fullNameOf(asking)));
  }

  addCast(): void {
    const early = Math.min(1, CAST_WITHIN / this.options.submissions);
    for (const row of this.random.shuffle(CAST)) {
      const first = this.castCall(row);
      const calls = row.row === '2' ? [first, this.minasSecondCall(row)] : [first];
      this.placed.push({ place: this.random.next() * early, calls });
    }
  }

  addLeads(): void {
    const slots = fillSlots(this.counts.leads - this.castOf('lead'));
    const companies = new CompanyQueue(this.options.world, this.random);
    const riders: Record<'hubspot-main' | 'salesforce-emea', PlannedSubmission[]> = { 'hubspot-main': [], 'salesforce-emea': [] };
    for (const slot of this.random.shuffle(slots)) {
      const company = companies.next(slot);
      const asking = this.people.at(company);
      const connection = slot === 'partner' ? 'pipedrive-partners' : this.random.pick(IN_EMEA.has(slot) ? DOORS_IN_EMEA : DOORS);
      const submission = this.submission(connection, asking, { end: 'lead', verdict: slot === 'unfit-listed' ? 'not_fit' : slot.startsWith('web') || slot === 'no-country' ? null : 'fit' });
      if (connection === 'hubspot-main' || connection === 'salesforce-emea') riders[connection].push(submission);
      else this.place(this.call(connection, [submission]));
    }
    const left = this.shareCalls('salesforce-emea', riders['salesforce-emea'], this.counts.riders);
    this.shareCalls('hubspot-main', riders['hubspot-main'], left);
  }

  /** A CRM tells of several people at once: up to four, until as many ride along as planned. Gives how many still may. */
  private shareCalls(connection: ConnectionName, waiting: PlannedSubmission[], riders: number): number {
    while (waiting.length > 0) {
      const size = riders > 0 ? Math.min(this.random.int(2, 4), riders + 1, waiting.length) : 1;
      riders -= size - 1;
      this.place(this.call(connection, waiting.splice(0, size)));
    }
    return riders;
  }

  /** A call that is sent again, and a person who comes by the form as well; each after the first one. */
  addRepeats(): void {
    const wanted = this.counts.merged - this.castOf('merged');
    const originals = this.random.shuffle(this.placed.filter(({ calls: [call, ...more] }) => more.length === 0 && call!.submissions.length === 1 && call!.submissions[0]!.end === 'lead' && call!.submissions[0]!.cast === null && call!.connection !== 'pipedrive-partners'));
    for (const [index, { place, calls: [call] }] of originals.slice(0, wanted).entries()) {
      // A program that sends a call again gets the first answer again, and of a CRM the same news is no news: that counts as no submission.
      const again = index % 3 === 0 && call!.connection === 'website-demo-form' ? this.sameCall(call!) : this.samePerson(call!.submissions[0]!);
      this.placed.push({ place: place + this.random.next() * (1 - place), calls: [again] });
    }
  }

  addIgnored(): void {
    for (const [rule, count] of Object.entries(this.counts.ignored) as [keyof typeof this.counts.ignored, number][]) {
      for (let index = 1; index < count; index += 1) {
        const asking = this.ignoredAsking(rule, this.anyCompany());
        const connection = index % 3 === 0 ? 'hubspot-main' : 'website-demo-form';
        this.place(this.call(connection, [this.submission(connection, asking, { end: 'ignored', rule })]));
      }
    }
  }

  /** Besides the renamed question of the cast: HubSpot tells of a contact that is not there any more when it is read back. */
  addUnmapped(): void {
    const submission = this.submission('hubspot-main', this.people.at(this.anyCompany()), { end: 'attention' });
    this.place(this.call('hubspot-main', [submission]));
    this.inCrm.delete(submission.id);
  }

  addRefused(): void {
    const { signature, unreadable, tooLarge } = this.counts.refused;
    const flaws: readonly [ConnectionName, Flaw][] = [['website-demo-form', 'wrong-secret'], ['hubspot-main', 'no-signature'], ['pipedrive-partners', 'wrong-secret'], ['hubspot-main', 'old-timestamp']];
    // The cast has two bad signatures, one broken body and one that is too large.
    for (let index = 0; index < signature - 2; index += 1) this.place(this.refusedCall(...flaws[index % flaws.length]!, 401, 'good'));
    for (let index = 0; index < unreadable - 1; index += 1) this.place(this.refusedCall(index % 2 === 0 ? 'website-demo-form' : 'hubspot-main', null, 400, 'broken'));
    for (let index = 0; index < tooLarge - 1; index += 1) this.place(this.refusedCall('hubspot-main', null, 413, 'too-large'));
  }

  finish(): Plan {
    const calls = this.placed.toSorted((a, b) => a.place - b.place).flatMap((one) => one.calls);
    return { submissions: this.submissionCount, calls, people: [...this.inCrm.values()] };
  }

  private castOf(end: PlannedSubmission['end']): number {
    return this.placed.flatMap(({ calls }) => calls).flatMap(({ submissions }) => submissions).filter((one) => one.end === end).length;
  }

  private castCall({ row, connection, asking, expects, refused }: CastRow): PlannedCall {
    const verdict = expects.researched === false && expects.verdict !== 'needs_review' ? expects.verdict : null;
    const submission = this.submission(connection, asking, { end: expects.end, cast: row, rule: expects.rule, verdict });
    if (refused) return spoil(this.call(connection, [submission]), refused.flaw, refused.status, refused.body);
    const call = this.call(connection, [submission]);
    return row === '9' ? { ...call, body: formBody(call.id, asking, this.options.now, 'work_email') } : call;
  }

  /** By HubSpot as well, with the address as a CRM writes it. */
  private minasSecondCall({ row, asking }: CastRow): PlannedCall {
    const same = { ...asking, email: asking.email!.toLowerCase(), consent: null };
    return { ...this.call('hubspot-main', [this.submission('hubspot-main', same, { end: 'merged', cast: row, repeat: 'same-person' })]), afterMs: 150 };
  }

  private sameCall(call: PlannedCall): PlannedCall {
    return { ...call, submissions: call.submissions.map((submission) => ({ ...submission, id: this.submissionId(), end: 'merged', repeat: 'same-call' })) };
  }

  private samePerson({ asking }: PlannedSubmission): PlannedCall {
    const again: Asking = { ...asking, email: asking.email!.replace(/^./, (letter) => letter.toUpperCase()), message: this.random.pick(MESSAGES.english) };
    return this.call('website-demo-form', [this.submission('website-demo-form', again, { end: 'merged', repeat: 'same-person' })]);
  }

  private ignoredAsking(rule: keyof typeof this.counts.ignored, company: Company): Asking {
    const asking = this.people.at(company);
    switch (rule) {
      case 'test-address': return { ...asking, email: this.random.chance(0.5) ? `test@mail${this.submissionCount}.${company.domain}` : `${asking.firstName.toLowerCase()}.${this.submissionCount}@qa.example`, message: this.random.pick(MESSAGES.test) };
      case 'throwaway-mail': return { ...asking, email: `m${this.random.int(1_000, 9_999)}.${this.submissionCount}@throwaway.example` };
      case 'job-seeker': return { ...asking, message: this.random.pick(MESSAGES.jobSeeker) };
    }
  }

  private refusedCall(connection: ConnectionName, flaw: Flaw | null, status: number, body: 'good' | 'broken' | 'too-large'): PlannedCall {
    return spoil(this.call(connection, [this.submission(connection, this.people.at(this.anyCompany()), { end: 'refused' })]), flaw, status, body);
  }

  private submission(connection: ConnectionName, asking: Asking, more: Pick<PlannedSubmission, 'end'> & Partial<PlannedSubmission>): PlannedSubmission {
    const id = this.submissionId();
    const crm = crmOf(connection);
    const person = crm && personIn(crm, this.submissionCount, { ...asking, email: asking.email! });
    if (person) this.inCrm.set(id, person);
    return {
      id, mode: connection === 'pipedrive-partners' ? 'observe' : 'live', asking: connection === 'website-demo-form' || connection === 'api' ? asking : { ...asking, consent: null },
      objectId: person && objectIdOf(person), cast: null, repeat: null, rule: null, verdict: null, ...more,
    };
  }

  private call(connection: ConnectionName, submissions: PlannedSubmission[]): PlannedCall {
    const { now } = this.options;
    const id = `${CALL_NAMES[connection]}-${String((this.callCount += 1)).padStart(5, '0')}`;
    const [{ asking }] = submissions as [PlannedSubmission];
    const [first, ...more] = submissions.flatMap((submission) => this.inCrm.get(submission.id) ?? []);
    const body = first ? announce([first, ...more], now, 100 * this.callCount) : connection === 'website-demo-form' ? formBody(id, asking, now) : apiBody(asking);
    return { id, connection, path: connection === 'api' ? '/api/leads' : `/hooks/${connection}`, vendor: crmOf(connection) ?? undefined, body, flaw: null, refusal: null, afterMs: null, submissions };
  }

  private place(call: PlannedCall): void {
    this.placed.push({ place: this.random.next(), calls: [call] });
  }

  private submissionId(): string {
    return `s${String((this.submissionCount += 1)).padStart(5, '0')}`;
  }

  private anyCompany(): Company {
    return this.random.pick(this.options.world.companies.filter(({ group }) => group === 'rich-na' || group === 'rich-emea'));
  }
}

const CALL_NAMES: Readonly<Record<ConnectionName, string>> = { 'hubspot-main': 'hs', 'salesforce-emea': 'sf', 'pipedrive-partners': 'pd', 'website-demo-form': 'form', api: 'api' };

/** Makes a call one that must be refused. A body is signed as it leaves, so a broken or long one has a good signature. */
function spoil(call: PlannedCall, flaw: Flaw | null, refusal: number, body: 'good' | 'broken' | 'too-large'): PlannedCall {
  const spoiled = body === 'broken' ? call.body.slice(0, Math.floor(call.body.length / 2)) : body === 'too-large' ? `${call.body}${' '.repeat(TOO_LARGE)}` : call.body;
  return { ...call, flaw, refusal, body: spoiled };
}

/** Companies of a slot one after the other, so that all are asked before one comes again. */
class CompanyQueue {
  private readonly queues = new Map<Slot, Company[]>();

  constructor(private readonly world: World, private readonly random: Random) {}

  next(slot: Slot): Company {
    const queue = this.queues.get(slot) ?? [];
    const groups: readonly Company['group'][] = slot === 'partner' ? ['rich-na', 'rich-emea'] : [slot];
    const filled = queue.length > 0 ? queue : this.random.shuffle(this.world.companies.filter(({ group }) => groups.includes(group)));
    this.queues.set(slot, filled.slice(1));
    return filled[0]!;
  }
}
