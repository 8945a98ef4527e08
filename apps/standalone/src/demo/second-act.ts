import { setTimeout as sleep } from 'node:timers/promises';
import type { AssignmentExplanation, LeadPage, LeadRow } from '#contracts';
import type { ProductApi } from '../product/product-api.js';
import { nameOf, type Ends } from './check-ends.js';
import { mendMapping } from './copy-config.js';

/** What people do after the crowd has come, and what must follow. */
export interface SecondAct { readonly lines: readonly string[]; readonly problems: readonly string[] }

const PATIENCE_MS = 30_000;

/**
 * The rows of the cast that wait for a person: the owner of Ida says which company it is, the owner of Owen how many people
 * work there, and sales ops mends the mapping that Anneke's answers did not fit and chooses Retry.
 */
export async function secondAct(api: ProductApi, ends: Ends, configDir: string): Promise<SecondAct> {
  const acts = [
    await answered(api, byEmail(ends, 'ida.renfield@corvane.example'), 'Corvane Logistics', { points: 70, employees: 3_100, proposes: 'Enterprise' }),
    await answered(api, byEmail(ends, 'owen.strake@haldendairy.example'), '610 people', { points: 75, employees: 610, proposes: null }),
    await retried(api, ends, configDir),
  ];
  return { lines: acts.map(({ line }) => line), problems: acts.flatMap(({ problem }) => problem ?? []) };
}

interface Act { readonly line: string; readonly problem: string | null }
interface Follows { readonly points: number; readonly employees: number; readonly proposes: string | null }

async function answered(api: ProductApi, lead: LeadRow, label: string, follows: Follows): Promise<Act> {
  const { question } = await api.lead(lead.id);
  const choice = question?.choices.find((one) => one.label === label);
  if (!question || !choice) return failed(lead, `expected a question with the choice "${label}", got ${question ? question.choices.map((one) => one.label).join(', ') : 'no question'}`);
  await api.post(`/api/leads/${lead.id}/answer`, { question: question.id, choice: choice.id });
  const page = await until(() => api.lead(lead.id), ({ question: open, draft }) => open === null && draft?.state === 'ready');
  const [why] = await api.get<AssignmentExplanation[]>(`/api/leads/${lead.id}/assignment`);
  const got = { verdict: page.row.verdict, points: page.row.points, employees: page.row.company.employees, owner: nameOf(page.row.owner), proposes: why?.proposal?.to ?? null };
  const want = { verdict: 'fit', points: follows.points, employees: follows.employees, owner: nameOf(lead.owner), proposes: follows.proposes };
  if (JSON.stringify(got) !== JSON.stringify(want)) return failed(lead, `answered "${label}" expected ${JSON.stringify(want)}, got ${JSON.stringify(got)}`);
  return { line: `${lead.name}: "${question.sentence}" "${label}." Now fit with ${got.points} points${why?.proposal ? `. ${why.proposal.sentence} ${got.owner} keeps it until someone moves it.` : ' and a draft.'}`, problem: null };
}

/** Read again from its original bytes. */
async function retried(api: ProductApi, { attention }: Ends, configDir: string): Promise<Act> {
  const waiting = attention.find(({ kind, detail }) => kind === 'submission' && detail.includes('work_email'));
  if (!waiting) return { line: '', problem: 'Row 9: nothing waits because of the renamed e-mail question.' };
  mendMapping(configDir, 'website-demo-form', 'work_email');
  await api.post('/api/configs/connections/publish', {});
  await api.post(`/api/dead-letters/${waiting.id}/redrive`, {});
  const find = async (): Promise<LeadRow | undefined> => (await api.leads()).find(({ email }) => email === 'anneke.vossberg@duinbrugchilledmeals.example');
  const lead = await until(find, (row) => row !== undefined && row.owner !== null);
  return lead ? { line: `${lead.name}: mapping mended, Retry read her answers from the original bytes. Now ${nameOf(lead.owner)}'s.`, problem: null } : { line: '', problem: 'Row 9, Anneke Vossberg: expected a lead after Retry, got none.' };
}

const failed = (lead: LeadRow, what: string): Act => ({ line: '', problem: `Lead ${lead.id} (${lead.name}): ${what}.` });

function byEmail({ leads }: Ends, email: string): LeadRow {
  const lead = leads.find((row) => row.email === email);
  if (!lead) throw new Error(`There is no lead with the address ${email}.`);
  return lead;
}

/** What was read last, also when it never came to be as it should. */
async function until<T extends LeadPage | LeadRow | undefined>(read: () => Promise<T>, isSo: (value: T) => boolean): Promise<T> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const value = await read();
    if (isSo(value) || Date.now() > end) return value;
    await sleep(100);
  }
}
