import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { findBrowser } from '#testing';
import { runDemo, type RunningDemo } from '../src/demo/run-demo.js';
import { startTestProduct } from './start-test-product.js';

const browserPath = findBrowser();
const withBrowser = browserPath ? it : it.skip;
const axe = readFileSync(createRequire(join(process.cwd(), 'package.json')).resolve('axe-core/axe.min.js'), 'utf8');

const PAGES = [
  ['', 'Numbers'], ['/fairness', 'Fairness'], ['/connections', 'Connections'], ['/configuration', 'Configuration'],
  ['/configuration/assignment', 'Assignment'], ['/spend', 'Spend'], ['/people', 'People'],
] as const;

/** The screens of those who run it, in a real browser over the example company. */
describe('operations', () => {
  const folder = mkdtempSync(join(tmpdir(), 'leadwright-operations-'));
  /** The demo runs on a copy, which may be changed. */
  const assignment = join(folder, 'data', 'config', 'assignment.yaml');
  let demo: RunningDemo;
  let browser: Browser | undefined;

  beforeAll(async () => {
    if (!browserPath) return;
    demo = await runDemo({ submissions: 60, seed: 'operations', dataDir: join(folder, 'data'), configDir: 'config', act: false, start: startTestProduct, port: 0 });
    browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'] });
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await demo?.stop();
    rmSync(folder, { recursive: true });
  }, 60_000);

  async function signIn(user: string): Promise<BrowserContext> {
    // The check is put into the page by the test; the page itself may load nothing but its own.
    const context = await browser!.newContext({ viewport: { width: 1280, height: 900 }, bypassCSP: true });
    context.setDefaultTimeout(30_000);
    const page = await context.newPage();
    await page.goto((await demo.api.signInLink(user)).url);
    await page.getByRole('heading', { level: 1, name: 'Inbox' }).waitFor();
    await page.close();
    return context;
  }

  async function open(context: BrowserContext, path: string): Promise<Page> {
    const page = await context.newPage();
    await page.goto(`${demo.api.url}/operations${path}`);
    await page.getByRole('heading', { level: 1, name: 'Operations' }).waitFor();
    await page.getByRole('status', { name: 'Loading' }).first().waitFor({ state: 'detached' });
    return page;
  }

  const seriousOn = (page: Page): Promise<string[]> => page.evaluate(`(async () => { ${axe}; const { violations } = await axe.run();
    return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => id + ': ' + nodes[0].html); })()`);

  withBrowser.each(PAGES)('/operations%s is titled, fits a phone, and nothing serious stands against it', async (path, title) => {
    const context = await signIn('kemal');
    const page = await open(context, path);
    expect(await page.title()).toContain(title);
    expect(await seriousOn(page)).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    expect(await seriousOn(page)).toEqual([]);
    await context.close();
  }, 60_000);

  withBrowser('show each role the pages whose data it may read', async () => {
    const tabs: Record<string, string[]> = {};
    for (const user of ['nora', 'ruth', 'kemal']) {
      const context = await signIn(user);
      tabs[user] = await (await open(context, '')).getByRole('navigation', { name: 'Operations' }).getByRole('link').allInnerTexts();
      await context.close();
    }
    expect(tabs).toEqual({ nora: ['Numbers', 'Fairness'], ruth: ['Numbers', 'Fairness', 'People'], kemal: ['Numbers', 'Fairness', 'Connections', 'Configuration', 'Spend', 'People'] });
    const page = await open(await signIn('nora'), '/spend');
    await page.getByText('It is for: sales ops, administrator.').waitFor();
  }, 60_000);

  withBrowser('say in sentences what a CRM lets us do and what came of a test lead', async () => {
    const page = await open(await signIn('kemal'), '/connections');
    const hubspot = page.getByRole('article', { name: 'HubSpot' });
    await hubspot.getByRole('button', { name: /Check access/ }).click();
    await hubspot.getByText(/HubSpot: token works/).waitFor();
    const form = page.getByRole('article', { name: 'Demo form' });
    await form.getByRole('button', { name: /Send a test lead/ }).click();
    await form.getByText('The test lead went through').waitFor();
    expect(await form.getByText('e-mail', { exact: true }).count()).toBe(1);
  }, 60_000);

  withBrowser('hand out every turn of a pool as a file', async () => {
    const page = await open(await signIn('ruth'), '/fairness');
    await page.getByRole('button', { name: 'Check it yourself: North America mid-market' }).click();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: /^Download \d+ turns/ }).click()]);
    const lines = readFileSync(await download.path(), 'utf8').trim().split('\r\n');
    const { turns } = await demo.api.get<{ turns: number }>('/api/pools/na-midmarket/certificate');
    expect([download.suggestedFilename(), lines.length]).toEqual(['turns-na-midmarket.csv', turns + 1]);
  }, 60_000);

  withBrowser('check a changed file, show what it changes, and put it into force', async () => {
    const good = readFileSync(assignment, 'utf8');
    writeFileSync(assignment, good.replace('company.country in ["US","CA"]', 'company.contry in ["US","CA"]'));
    const page = await open(await signIn('kemal'), '/configuration/assignment');
    const file = page.getByRole('region', { name: 'The file assignment.yaml' });
    await file.getByText('assignment.yaml has a problem. Version 1 stays in force.').waitFor();
    expect(await file.innerText()).toMatch(/line \d+, rule "north-america": unknown field company\.contry[\s\S]*\^{14}[\s\S]*Did you mean company\.country\?/);
    writeFileSync(assignment, good.replace('label: Lead desk,', 'label: The lead desk,'));
    await file.getByRole('button', { name: 'Check again' }).click();
    await file.getByText('What would change of version 1: 1 line added, 1 removed').waitFor();
    await file.getByRole('button', { name: 'Put the file into force' }).click();
    await page.getByText('Version 2 in force').waitFor();
    await page.goto(`${demo.api.url}/operations/configuration/assignment?version=2&against=1`);
    await page.getByText('From version 1 to version 2: 1 line added, 1 removed').waitFor();
  }, 60_000);
});
