import type { AttentionItem, DraftView, LeadPage, LeadRow, Owner, SpendView, Stats } from '#contracts';
import type { CastExpectation } from '../../../sandbox/src/plan/cast.js';
import type { PlannedCall } from '../../../sandbox/src/plan/planned-call.js';

/** What the product says after a run. */
export interface Ends {
  readonly url: string;
  readonly stats: Stats;
  readonly spend: SpendView;
  readonly leads: readonly LeadRow[];
  readonly drafts: readonly DraftView[];
  readonly attention: readonly AttentionItem[];
  /** Pages of the leads that research looked into and of the cast, by lead id. */
  readonly pages: ReadonlyMap<string, LeadPage>;
}

/** Submissions by what their calls were answered. */
export interface Answered { readonly accepted: number; readonly refused: number }

/** What came out otherwise than it must, one sentence each. Empty: everything that was sent came to its end. */
export function checkEnds(calls: readonly PlannedCall[], cast: readonly CastExpectation[], answered: Answered, ends: Ends): string[] {
  return [...checkSums(calls, answered, ends), ...cast.flatMap((row) => checkRow(row, ends)), ...checkVerdicts(calls, ends)];
}

function checkSums(calls: readonly PlannedCall[], { accepted, refused }: Answered, { stats, attention }: Ends): string[] {
  const submissions = calls.flatMap((call) => call.submissions);
  const planned = (end: string) => submissions.filter((one) => one.end === end).length;
  const kept = attention.filter(({ kind }) => kind === 'submission').length;
  const sums: [string, number, number][] = [
    ['submissions sent = accepted + refused', submissions.length, accepted + refused],
    ['accepted = leads + repeats merged + ignored + need attention', accepted, stats.leads + stats.merged + stats.ignored + kept],
    ['leads = with a rep + in a queue', stats.leads, stats.assigned + stats.queued],
    ['leads as planned', planned('lead'), stats.leads],
    ['repeats merged as planned', planned('merged'), stats.merged],
    ['ignored as planned', planned('ignored'), stats.ignored],
    ['need attention as planned', planned('attention'), kept],
    ['refused as planned', planned('refused'), refused],
    ['leads nobody owns', 0, stats.leadsNobodyOwns],
  ];
  return sums.filter(([, left, right]) => left !== right).map(([what, left, right]) => `${what}: ${left} is not ${right}`);
}

const sameAddress = (email: string | null, row: LeadRow): boolean => email !== null && row.email?.toLowerCase() === email.toLowerCase();

/** The lead of a row of the cast. */
export const leadOf = ({ email }: Pick<CastExpectation, 'email'>, leads: readonly LeadRow[]): LeadRow | undefined => leads.find((row) => sameAddress(email, row));

function checkRow(expected: CastExpectation, ends: Ends): string[] {
  const lead = leadOf(expected, ends.leads);
  if (expected.end !== 'lead' && expected.end !== 'merged') {
    return lead ? [`Row ${expected.row}, ${expected.who}: expected no lead (${expected.note}), got lead ${lead.id}. ${timelineOf(ends, lead.id)}`] : [];
  }
  if (!lead) return [`Row ${expected.row}, ${expected.who}: expected a lead, got none (${expected.note}).`];
  const draft = ends.drafts.find((one) => one.leadId === lead.id && one.state !== 'void');
  const looks = ends.pages.get(lead.id)?.research?.looks;
  const differences: [string, string | number | boolean, string | number | boolean][] = [];
  if (expected.verdict) differences.push(['verdict', expected.verdict, lead.verdict ?? 'none']);
  if (expected.points !== null) differences.push(['points', expected.points, lead.points ?? 'none']);
  if (expected.owner && !owns(expected.owner, lead.owner)) differences.push(['owner', 'queue' in expected.owner ? expected.owner.queue : expected.owner.reps.join(' or '), nameOf(lead.owner)]);
  if (expected.researched !== null) differences.push(['researched', expected.researched, lead.researched]);
  if (expected.looks !== null) differences.push(['looks', expected.looks, looks ?? 'none']);
  if (expected.draft) differences.push(['draft', expected.draft, draftWords(draft)]);
  return differences.filter(([, want, got]) => want !== got).map(([what, want, got]) => `Lead ${lead.id} (row ${expected.row}, ${expected.who}) expected ${what} ${want}, got ${got}. ${timelineOf(ends, lead.id)}`);
}

const owns = (expected: NonNullable<CastExpectation['owner']>, owner: Owner | null): boolean =>
  ('queue' in expected ? owner?.kind === 'queue' && owner.queue === expected.queue : owner?.kind === 'rep' && expected.reps.includes(owner.rep));

/** Who has a lead, for a table. */
export const nameOf = (owner: Owner | null): string => (owner === null ? 'nobody' : owner.kind === 'rep' ? owner.name : `(${owner.label})`);

const draftWords = (draft: DraftView | undefined): string => (!draft ? 'none' : draft.state === 'blocked' ? `blocked:${draft.blocked?.code}` : draft.state);

const timelineOf = ({ url }: Ends, leadId: string): string => `Timeline: ${url}/leads/${leadId}`;

/** Of the others only what is certain without research is known beforehand. */
function checkVerdicts(calls: readonly PlannedCall[], ends: Ends): string[] {
  return calls.flatMap((call) => call.submissions).filter(({ verdict, cast }) => verdict !== null && cast === null).flatMap(({ verdict, asking }) => {
    const lead = ends.leads.find((row) => sameAddress(asking.email, row));
    return lead && lead.verdict !== verdict ? [`Lead ${lead.id} (${asking.company}) expected verdict ${verdict}, got ${lead.verdict}. ${timelineOf(ends, lead.id)}`] : [];
  });
}
