import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { LeadPage, LeadRow, SpendView, Stats } from '#contracts';
import { judgeJournal, type JournalVerdict } from '../../../sandbox/src/judge-journal.js';
import { castExpectations, type CastExpectation } from '../../../sandbox/src/plan/cast.js';
import type { PlannedCall } from '../../../sandbox/src/plan/planned-call.js';
import { planCalls } from '../../../sandbox/src/plan-calls.js';
import { SANDBOX_SECRETS } from '../../../sandbox/src/secrets.js';
import { sendCalls } from '../../../sandbox/src/send-calls.js';
import { startSandbox, type Sandbox } from '../../../sandbox/src/start-sandbox.js';
import { buildWorld } from '../../../sandbox/src/world/build-world.js';
import { ProductApi } from '../product/product-api.js';
import { startProduct, type ProductProcess } from '../product/product-process.js';
import { waitUntilQuiet } from '../product/wait-until-quiet.js';
import { checkEnds, leadOf, type Answered, type Ends } from './check-ends.js';
import { copyConfig } from './copy-config.js';
import { secondAct, type SecondAct } from './second-act.js';

export interface DemoOptions {
  readonly submissions: number;
  readonly seed: string;
  readonly dataDir: string;
  readonly configDir: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Whether people do their part afterwards, or leave it to whoever looks. */
  readonly act: boolean;
  /** How the product is started; default: one process. */
  readonly start?: typeof startProduct;
  readonly onStarted?: (seconds: number) => void;
  readonly onProgress?: (progress: { sent: number; of: number; stats: Stats | null; seconds: number }) => void;
}

export interface DemoResult {
  readonly calls: readonly PlannedCall[];
  readonly cast: readonly CastExpectation[];
  readonly answered: Answered;
  readonly ends: Ends;
  /** What the outside saw. */
  readonly judged: { readonly lost: readonly string[]; readonly doubled: readonly string[] };
  readonly notices: number;
  /** What people did afterwards, a sentence each. */
  readonly secondAct: readonly string[];
  readonly sentByMail: number;
  readonly effects: number;
  /** A few words beside a lead's reason: what its CRM refused, how research stopped. */
  readonly notes: ReadonlyMap<string, string>;
  readonly problems: readonly string[];
  readonly seconds: number;
  readonly rssMiB: number;
}

export interface RunningDemo {
  readonly result: DemoResult;
  readonly product: ProductProcess;
  readonly api: ProductApi;
  stop(): Promise<void>;
}

/** Starts the small world and the product, lets everything happen, and judges it from inside and outside. It keeps running. */
export async function runDemo(options: DemoOptions): Promise<RunningDemo> {
  const dataDir = resolve(options.dataDir);
  rmSync(dataDir, { recursive: true, force: true });
  const secrets = { ...SANDBOX_SECRETS, ADMIN_TOKEN: randomBytes(24).toString('base64url'), INGEST_TOKEN: randomBytes(24).toString('base64url') };
  const world = buildWorld();
  const starting = performance.now();
  const sandbox = await startSandbox({ port: 0, world });
  const configDir = copyConfig(options.configDir, join(dataDir, 'config'), options.submissions);
  const product = await (options.start ?? startProduct)({ dataDir, configDir, port: options.port, secrets: { ...secrets, SMTP_URL: `smtp://127.0.0.1:${sandbox.smtpPort}` }, sandbox: `127.0.0.1:${sandbox.port}` });
  const api = new ProductApi(product.url, secrets.ADMIN_TOKEN);
  const stop = async (): Promise<void> => {
    await product.stop();
    await sandbox.stop();
  };
  try {
    options.onStarted?.((performance.now() - starting) / 1_000);
    const result = await send(options, { sandbox, product, api, secrets, configDir });
    return { result, product, api, stop };
  } catch (error) {
    await stop();
    throw new Error(`${(error as Error).message} The product's log: ${join(options.dataDir, 'leadwright.log')}.`, { cause: error });
  }
}

interface Parts { sandbox: Sandbox; product: ProductProcess; api: ProductApi; configDir: string; secrets: typeof SANDBOX_SECRETS | Record<keyof typeof SANDBOX_SECRETS, string> }

async function send({ submissions, seed, act, onProgress }: DemoOptions, { sandbox, product, api, secrets, configDir }: Parts): Promise<DemoResult> {
  const plan = planCalls({ seed, submissions, world: sandbox.world, now: Date.now() });
  const began = performance.now();
  const seconds = (): number => (performance.now() - began) / 1_000;
  const memory = watchMemory(api);
  let sent = 0;
  const summary = await sendCalls(plan, {
    baseUrl: product.url, secrets, sandbox,
    onProgress: (progress) => {
      sent = progress.submissions;
      onProgress?.({ sent, of: submissions, stats: null, seconds: seconds() });
    },
  });
  const accepted = summary.acceptedSubmissions;
  const rest = { accepted, seenOutside: () => sandbox.journal.entries.length };
  const stats = await waitUntilQuiet(api, {
    ...rest,
    onProgress: (now) => onProgress?.({ sent, of: submissions, stats: now, seconds: seconds() }),
  });
  const took = seconds() - 1.5;
  const answered = { accepted, refused: Object.values(summary.refusedSubmissions).reduce((sum, count) => sum + count, 0) };
  const ends = await readEnds(api, stats);
  const notices = sandbox.journal.entries.filter(({ kind }) => kind === 'slack-posted').length;
  const second: SecondAct = act ? await secondAct(api, ends, configDir) : { lines: [], problems: [] };
  if (act) await waitUntilQuiet(api, rest);
  const judged = judgeJournal(sandbox.journal.entries);
  return {
    calls: plan.calls, cast: castExpectations, answered, ends, judged: inWords(judged), notes: notesOf(ends),
    notices, secondAct: second.lines, sentByMail: ends.drafts.filter(({ state }) => state === 'sent').length, effects: stats.effects,
    problems: [...summary.surprises, ...checkEnds(plan.calls, castExpectations, answered, ends), ...checkAsked(sandbox), ...second.problems],
    seconds: took, rssMiB: Math.round((await memory.stop()) / 1024 / 1024),
  };
}

/** A provider that is down is asked again: it is not one without data. */
function checkAsked({ journal }: Sandbox): string[] {
  const answers = journal.entries.flatMap((entry) => (entry.kind === 'provider-asked' && entry.domain === 'tallgrassgrocers.example' ? [entry.status] : []));
  return answers.join() === '503,503,200' ? [] : [`Row 15, Marguerite Stoll: expected rimedata to be asked until it answers (503, 503, 200), got ${answers.join(', ') || 'no call'}.`];
}

const inWords = ({ lost, doubled }: JournalVerdict): DemoResult['judged'] => ({ lost: lost.map(({ sentence }) => sentence), doubled: doubled.map(({ sentence }) => sentence) });

async function readEnds(api: ProductApi, stats: Stats): Promise<Ends> {
  const [leads, drafts, attention, spend] = await Promise.all([api.leads(), api.drafts(), api.attention(), api.get<SpendView>('/api/spend')]);
  const pages = new Map<string, LeadPage>();
  const cast = castExpectations.flatMap((row) => leadOf(row, leads) ?? []);
  for (const { id } of new Set<LeadRow>([...leads.filter((row) => row.researched), ...cast])) pages.set(id, await api.lead(id));
  return { url: api.url, stats, spend, leads, drafts, attention, pages };
}

function notesOf({ pages }: Ends): Map<string, string> {
  return new Map([...pages].flatMap(([id, { effects, research, row }]): [string, string][] => {
    const refused = effects.find(({ state }) => state === 'failed');
    if (refused) return [[id, `! ${refused.sentence.replace(/ for .*$/, '')}`]];
    return research && row.researched ? [[id, `${research.looks} ${research.looks === 1 ? 'look' : 'looks'}, $${(research.spentMicro / 1_000_000).toFixed(2)}`]] : [];
  }));
}

/** The most memory that the product's process had. */
function watchMemory(api: ProductApi): { stop(): Promise<number> } {
  let most = 0;
  const look = async (): Promise<void> => { most = Math.max(most, await api.residentBytes().catch(() => 0)); };
  const timer = setInterval(() => void look(), 500);
  return {
    async stop() {
      clearInterval(timer);
      await look();
      return most;
    },
  };
}
