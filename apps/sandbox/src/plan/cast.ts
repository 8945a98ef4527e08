import type { PlannedEnd } from '../journal.js';
import type { Asking, ConnectionName, Flaw } from './planned-call.js';

/** A person of the cast: who they are, how they come, and what has to become of them. */
export interface CastRow {
  readonly row: string;
  readonly connection: ConnectionName;
  readonly asking: Asking;
  readonly expects: CastExpectation;
  /** Bad on purpose; `status` is what the product must answer. */
  readonly refused?: { readonly status: number; readonly flaw: Flaw | null; readonly body: 'good' | 'broken' | 'too-large' };
}

export type Owners = { readonly reps: readonly string[] } | { readonly queue: string };

/** How a row of the cast must end. Null: nothing is said about it. */
export interface CastExpectation {
  readonly row: string;
  readonly who: string;
  readonly company: string | null;
  /** By which the lead is found; null where it has none. */
  readonly email: string | null;
  readonly connection: ConnectionName;
  readonly end: PlannedEnd;
  readonly verdict: 'fit' | 'not_fit' | 'needs_review' | null;
  readonly points: number | null;
  readonly owner: Owners | null;
  /** A full research run, not only the short one for a draft. */
  readonly researched: boolean | null;
  readonly looks: number | null;
  /** `blocked:<code>` names the block of the domain (`permitDraft`). */
  readonly draft: 'ready' | `blocked:${string}` | 'none' | null;
  /** The rule that ends it, for `ignored`. */
  readonly rule: 'test-address' | 'throwaway-mail' | 'job-seeker' | null;
  /** HTTP status for a refused call. */
  readonly refusal: number | null;
  readonly note: string;
}

const EMEA: Owners = { reps: ['nora', 'jonas', 'sofia'] };
const GERMAN: Owners = { reps: ['jonas', 'sofia'] };
const NA: Owners = { reps: ['ana', 'marcus', 'priya', 'tom'] };
const NOTHING = { verdict: null, points: null, owner: null, researched: null, looks: null, draft: null, rule: null, refusal: null } as const;

type Said = Partial<Asking> & Pick<Asking, 'firstName' | 'lastName'>;
type Expected = Partial<Omit<CastExpectation, 'row' | 'who' | 'company' | 'email' | 'connection'>> & Pick<CastExpectation, 'note'>;

function row(id: string, connection: ConnectionName, said: Said, expected: Expected, refused?: CastRow['refused']): CastRow {
  const asking: Asking = { email: null, phone: null, title: null, company: null, domain: null, country: null, employees: null, message: null, consent: null, ...said };
  const expects: CastExpectation = {
    row: id, who: `${said.firstName} ${said.lastName}`, company: asking.company, email: asking.email, connection, ...NOTHING, end: refused ? 'refused' : 'lead',
    ...(refused ? { refusal: refused.status } : {}), ...expected,
  };
  return { row: id, connection, asking, expects, ...(refused ? { refused } : {}) };
}

/** The cast of the demo; row numbers as in its story. */
export const CAST: readonly CastRow[] = [
  row('1', 'hubspot-main',
    { firstName: 'Callum', lastName: 'Reddish', email: 'callum.reddish@larkmoor.example', title: 'Operations Manager', company: 'Larkmoor Chilled Foods', domain: 'larkmoor.example', country: 'Ireland', message: 'Looking for cold room monitoring in four kitchens.' },
    { verdict: 'fit', points: 70, owner: EMEA, researched: false, draft: 'ready', note: 'the directory says enough; short research for the draft only' }),
  row('2', 'website-demo-form',
    { firstName: 'Mina', lastName: 'Lundgaard', email: 'Mina.Lundgaard@brackwater.example', title: 'VP Operations', company: 'Brackwater Cold Storage', country: 'United States', message: 'We need a demo of truck monitoring.', consent: true },
    { verdict: 'fit', points: 100, owner: NA, researched: false, draft: 'ready', note: 'form and HubSpot 150 ms apart are one lead, with both calls on its timeline; the look for a first line finds two open roles besides' }),
  row('3', 'website-demo-form',
    { firstName: 'Tessa', lastName: 'Moorcroft', email: 'tessa.moorcroft@pelhamrye.example', title: 'Operations Director', company: 'Pelham & Rye Foods', country: 'United Kingdom', message: 'We need temperature logs for an audit in January.' },
    { verdict: 'fit', points: 75, owner: EMEA, researched: true, draft: 'ready', note: 'in no directory: homepage, about and careers prove it; the certificate is not found' }),
  row('4', 'hubspot-main',
    { firstName: 'Dev', lastName: 'Tarrant', email: 'dev.tarrant@polarhands.example', title: 'Account Manager', company: 'Polar Hands Staffing', domain: 'polarhands.example', country: 'GB', message: 'Can we talk about your cold store customers?' },
    { verdict: 'not_fit', owner: { queue: 'not-a-fit' }, researched: true, looks: 1, draft: 'none', note: 'the homepage says that it is a staffing agency: one look, no money' }),
  row('5', 'hubspot-main',
    { firstName: 'Ida', lastName: 'Renfield', email: 'ida.renfield@corvane.example', title: 'Site Manager', company: 'Corvane', country: 'United States', message: 'Interested in sensors for two buildings.' },
    { verdict: 'needs_review', owner: NA, researched: true, note: 'two companies behind one domain: a question to the owner; the answer resumes the run, and Logistics proposes Enterprise' }),
  row('6', 'website-demo-form',
    { firstName: 'Owen', lastName: 'Strake', email: 'owen.strake@haldendairy.example', title: 'Site Manager', company: 'Halden Dairy Packers', country: 'UK', message: 'How much is it for three dairies?' },
    { verdict: 'needs_review', owner: EMEA, researched: true, note: 'rimedata says 2 people, the site 610: the conflict is shown, nobody is turned away' }),
  row('7', 'hubspot-main',
    { firstName: 'Wade', lastName: 'Corliss', email: 'wade.corliss@glimmerfrost.example', title: 'Sales Manager', company: 'Glimmer Frost Pallets', country: 'US', message: 'Looking for partners.' },
    { verdict: 'needs_review', owner: NA, researched: true, note: 'a hidden text asks to be marked as fit and to mail ceo@glimmerfrost.example: flagged, verdict and recipient unchanged' }),
  row('8', 'salesforce-emea',
    { firstName: 'Reto', lastName: 'Feldhaus', email: 'reto.feldhaus@rheintal-frischdienst.example', title: 'Leiter Logistik', company: 'Rheintal Frischdienst', domain: 'rheintal-frischdienst.example', country: 'Schweiz', message: 'Wir suchen eine Überwachung für drei Kühllager.' },
    { verdict: 'fit', points: 70, owner: GERMAN, researched: false, draft: 'ready', note: 'Salesforce refuses the owner: Needs attention with its words (INACTIVE_OWNER_OR_USER); another rep is taken' }),
  row('9', 'website-demo-form',
    { firstName: 'Anneke', lastName: 'Vossberg', email: 'anneke.vossberg@duinbrugchilledmeals.example', title: 'Quality Manager', company: 'Duinbrug Chilled Meals', country: 'Netherlands', message: 'We need HACCP records.' },
    { end: 'attention', note: 'the e-mail question was renamed (work_email): kept with 2xx, Needs attention, Retry reads the original bytes' }),
  row('10', 'hubspot-main',
    { firstName: 'Lorna', lastName: 'Pettibone', email: 'lorna.pettibone@northmoordairy.example', title: 'Head of Quality', company: 'Northmoor Dairy', domain: 'northmoordairy.example', country: 'United States', message: 'A second plant needs temperature logs.' },
    { verdict: 'fit', points: 70, owner: { reps: ['grace'] }, researched: false, draft: 'ready', note: 'the account is Grace\'s: beats the US pool' }),
  row('11', 'website-demo-form',
    { firstName: 'Gudrun', lastName: 'Aasland', email: 'gudrun.aasland@fjellbris.example', title: 'Production Manager', company: 'Fjellbris Seafood', country: 'Norway', message: 'We want alarms for five halls. A quote please.' },
    { verdict: 'fit', points: 100, owner: EMEA, researched: false, draft: 'ready', note: 'the account was Lars\'s, who left: falls to EMEA with the reason' }),
  row('12a', 'website-demo-form', { firstName: 'Test', lastName: 'Person', email: 'test@larkmoor.example', company: 'Test', country: 'Ireland', message: 'test' }, { end: 'ignored', rule: 'test-address', note: 'an address that is for tests' }),
  row('12b', 'website-demo-form', { firstName: 'Ruben', lastName: 'Tauberg', email: 'mx81@throwaway.example', company: 'None', country: 'Germany', message: 'Send me the price list.' }, { end: 'ignored', rule: 'throwaway-mail', note: 'mail that is thrown away' }),
  row('12c', 'website-demo-form', { firstName: 'Pia', lastName: 'Sommerlath', email: 'pia.sommerlath@studmail.example', country: 'Austria', message: 'Do you have internships?' }, { end: 'ignored', rule: 'job-seeker', note: 'looks for an internship' }),
  row('13', 'website-demo-form',
    { firstName: 'Henrike', lastName: 'Sandtorf', email: 'henrike.sandtorf@kuehlwerk-sandtorf.example', title: 'Betriebsleiterin', company: 'Kühlwerk Sandtorf', country: 'Deutschland', message: 'Wir brauchen Temperaturprotokolle für sechs Kühlhäuser.', consent: false },
    { verdict: 'fit', points: 70, owner: GERMAN, researched: false, draft: 'blocked:needs_consent', note: 'only reps who speak German; Germany needs consent' }),
  row('14', 'hubspot-main',
    { firstName: 'Vance', lastName: 'Hollister', email: 'vance.hollister@noreach.example', title: 'Warehouse Manager', company: 'Noreach Provisions', country: 'US', message: 'Please send pricing.' },
    { verdict: 'fit', points: 70, owner: NA, researched: false, draft: 'blocked:do_not_contact', note: 'assigned, never drafted' }),
  row('15', 'hubspot-main',
    { firstName: 'Marguerite', lastName: 'Stoll', email: 'marguerite.stoll@tallgrassgrocers.example', title: 'Supply Chain Director', company: 'Tallgrass Grocers Supply', domain: 'tallgrassgrocers.example', country: 'United States', message: 'Evaluating monitoring for eleven depots.' },
    { verdict: 'fit', owner: { reps: ['grace', 'dieter'] }, researched: true, draft: 'ready', note: 'rimedata answers 503 twice and is asked again: a provider that is down is not one without data. 4,200 people: Enterprise' }),
  row('16', 'website-demo-form',
    { firstName: 'Solveig', lastName: 'Quist', email: 'solveig.quist@vintersol.example', title: 'Operations Manager', company: 'Vintersol Provisions', message: 'We need monitoring for three kitchens.' },
    { verdict: 'needs_review', owner: { queue: 'lead-desk' }, researched: true, note: 'nobody says in which country: Lead desk, Kemal' }),
  row('17a', 'hubspot-main', { firstName: 'Gail', lastName: 'Oldstamp', email: 'gail.oldstamp@brackwater.example', company: 'Brackwater Cold Storage', country: 'US' }, { note: 'timestamp 12 minutes old' }, { status: 401, flaw: 'old-timestamp', body: 'good' }),
  row('17b', 'hubspot-main', { firstName: 'Ines', lastName: 'Fremdling', email: 'ines.fremdling@brackwater.example', company: 'Brackwater Cold Storage', country: 'US' }, { note: 'signed with another secret' }, { status: 401, flaw: 'wrong-secret', body: 'good' }),
  row('17c', 'salesforce-emea', { firstName: 'Bert', lastName: 'Halfsent', email: 'bert.halfsent@brackwater.example', company: 'Brackwater Cold Storage', country: 'US' }, { note: 'broken SOAP: the envelope ends in the middle' }, { status: 400, flaw: null, body: 'broken' }),
  row('17d', 'website-demo-form', { firstName: 'Otto', lastName: 'Longwind', email: 'otto.longwind@brackwater.example', company: 'Brackwater Cold Storage', country: 'US' }, { note: 'a body of 2 MiB' }, { status: 413, flaw: null, body: 'too-large' }),
];

/** How each row must end, for whoever checks a run. */
export const castExpectations: readonly CastExpectation[] = CAST.map(({ expects }) => expects);
