import type { LeadRow } from '#contracts';
import type { DemoResult } from './run-demo.js';
import { leadOf, nameOf } from './check-ends.js';

const count = <T>(list: readonly T[], is: (one: T) => boolean): number => list.filter(is).length;
const dollars = (micro: number): string => `$${(micro / 1_000_000).toFixed(2)}`;

/** What `--json` prints: one object, its sums as named in it. */
export function jsonReport({ calls, answered, ends, judged, effects, seconds, rssMiB }: DemoResult): Record<string, unknown> {
  const { stats, leads, attention } = ends;
  const researched = leads.filter((row) => row.researched);
  return {
    calls: calls.length, submissions: answered.accepted + answered.refused, accepted: answered.accepted, refused: answered.refused,
    leads: stats.leads, duplicatesMerged: stats.merged, ignored: stats.ignored, needsAttention: count(attention, ({ kind }) => kind === 'submission'),
    assigned: stats.assigned, unassigned: stats.queued + stats.leadsNobodyOwns,
    research: Object.fromEntries((['fit', 'not_fit', 'needs_review'] as const).map((verdict) => [verdict, count(researched, (row) => row.verdict === verdict)])),
    drafts: stats.drafts, effects, deadLetters: attention.length, lost: judged.lost.length, doubled: judged.doubled.length,
    seconds: Number(seconds.toFixed(1)), rssMiB,
  };
}

/** The table of the cast and the sums, as a person reads them. */
export function textReport(result: DemoResult): string {
  return [castTable(result), '', ...sums(result), ''].join('\n');
}

const COLUMNS = [18, 19, 26, 9, 15, 18] as const;
const line = (...cells: string[]): string => cells.map((cell, index) => fitTo(cell, COLUMNS[index])).join('').trimEnd();
const fitTo = (cell: string, width: number | undefined): string => (width === undefined ? cell : (cell.length >= width ? `${cell.slice(0, width - 2)}.` : cell).padEnd(width));

function castTable({ cast, ends, notes }: DemoResult): string {
  const rows = cast.filter(({ end }) => end === 'lead').flatMap((expected) => {
    const lead = leadOf(expected, ends.leads);
    return lead ? [line(expected.who, lead.connection, lead.company.name ?? expected.company ?? '?', people(lead), fitWords(lead), nameOf(lead.owner), whyWords(lead, notes))] : [];
  });
  return [line('WHO', 'FROM', 'COMPANY', '  PEOPLE', 'FIT', 'OWNER', 'WHY'), ...rows, '   * researched by the agent'].join('\n');
}

const people = ({ company }: LeadRow): string => `${(company.employees?.toLocaleString('en-US') ?? '?').padStart(6)} `;
const VERDICTS = { fit: 'fit', not_fit: 'not fit', needs_review: 'needs review' } as const;
const fitWords = ({ verdict, researched }: LeadRow): string => `${verdict ? VERDICTS[verdict] : '?'}${researched ? ' *' : ''}`;
const whyWords = (lead: LeadRow, notes: ReadonlyMap<string, string>): string => [lead.why, notes.get(lead.id)].filter(Boolean).join('; ');

function sums({ calls, answered, ends, judged, notices, secondAct, sentByMail, problems }: DemoResult): string[] {
  const { stats, leads, attention } = ends;
  const submissions = calls.flatMap((call) => call.submissions);
  const researched = leads.filter((row) => row.researched);
  const looks = researched.map(({ id }) => ends.pages.get(id)?.research).filter((run) => run !== null && run !== undefined);
  const average = looks.reduce((sum, run) => sum + run.looks, 0) / Math.max(1, looks.length);
  const refusals = (status: number) => calls.filter(({ refusal }) => refusal === status).flatMap((call) => call.submissions).length;
  const ignored = (rule: string) => count(submissions, (one) => one.end === 'ignored' && one.rule === rule);
  const kept = count(attention, ({ kind }) => kind === 'submission');
  const queues = [...new Set(leads.flatMap(({ owner }) => (owner?.kind === 'queue' ? [owner.label] : [])))].map((label) => `${count(leads, ({ owner }) => owner?.kind === 'queue' && owner.label === label)} ${label}`);
  return [
    `${submissions.length} submissions in ${calls.length} calls = ${answered.accepted} accepted + ${answered.refused} refused (${refusals(401)} bad signature, ${refusals(400)} unreadable, ${refusals(413)} too large)`,
    `${answered.accepted} accepted = ${stats.leads} leads + ${stats.merged} repeats merged + ${stats.ignored} ignored (${ignored('test-address')} test, ${ignored('job-seeker')} job seeker, ${ignored('throwaway-mail')} throwaway mail) + ${kept} need attention`,
    `${stats.leads} leads = ${stats.assigned} with a rep + ${stats.queued} in a named queue (${queues.join(', ')})`,
    `Research     ${researched.length} leads (${Math.round((100 * researched.length) / Math.max(1, stats.leads))} %): ${(['fit', 'not_fit', 'needs_review'] as const).map((verdict) => `${count(researched, (row) => row.verdict === verdict)} ${VERDICTS[verdict]}`).join(', ')}; ${average.toFixed(1)} of ${looks[0]?.looksAllowed ?? 0} looks on average`,
    `Drafts       ${stats.drafts} waiting for approval, ${sentByMail} sent     Notices ${notices}, each once`,
    `Money        ${dollars(stats.spentMicro)}${ends.spend.ceilings ? ` of ${dollars(ends.spend.ceilings.day)}` : ''} today (estimated); nothing for the ${stats.ignored} that were ignored before any paid call`,
    `Lost ${judged.lost.length}   Doubled ${judged.doubled.length}   Needs attention ${attention.length}${problems.length === 0 ? ' (planted: see below)' : ''}`,
    ...attention.map(({ title, kind }) => `  ${kind === 'submission' ? 'kept' : 'update'}: ${title}`),
    ...(secondAct.length > 0 ? ['', 'Then people did their part:', ...secondAct.map((line) => `  ${line}`)] : []),
  ];
}

/** Rows whose end was another than planned, and what is lost or doubled, each with what to look at. */
export const wordProblems = ({ problems, judged }: DemoResult): string[] => [
  ...problems,
  ...judged.lost.map((finding) => `Lost: ${finding}`),
  ...judged.doubled.map((finding) => `Doubled: ${finding}`),
];
