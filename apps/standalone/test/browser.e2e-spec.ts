import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chromium, type Browser, type Page } from 'playwright-core';
import type { AuditView } from '#contracts';
import { findBrowser, until } from '#testing';
import { runDemo, type RunningDemo } from '../src/demo/run-demo.js';
import { wordProblems } from '../src/demo/word-report.js';
import { startTestProduct } from './start-test-product.js';

const browserPath = findBrowser();
const withBrowser = browserPath ? it : it.skip;

/** The example company in a real browser, from a sign-in link to an approved draft. */
describe('what people do', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'leadwright-browser-'));
  let demo: RunningDemo;
  let browser: Browser | undefined;

  beforeAll(async () => {
    demo = await runDemo({ submissions: 60, seed: 'browser', dataDir, configDir: resolve('config'), act: false, start: startTestProduct, port: 0 });
    if (browserPath) browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'] });
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await demo.stop();
    rmSync(dataDir, { recursive: true });
  }, 60_000);

  /** A browser of their own, signed in by a one-time link; errors of its pages are collected. */
  async function signIn(user: string): Promise<{ page: Page; errors: string[]; link: string }> {
    const { url: link } = await demo.api.signInLink(user);
    const context = await browser!.newContext({ viewport: { width: 1280, height: 900 } });
    context.setDefaultTimeout(30_000);
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('pageerror', ({ message }) => errors.push(message));
    await page.goto(link);
    await page.getByRole('heading', { level: 1, name: 'Inbox' }).waitFor();
    return { page, errors, link };
  }

  const leadOf = async (name: string) => (await demo.api.leads()).find((row) => row.name === name)!;

  it('every row of the cast ended as it must, nothing lost, nothing doubled', () => {
    expect(wordProblems(demo.result)).toEqual([]);
  });

  withBrowser('the owner finds the lead, reads why, and approves the draft, which goes to the CRM as a task once', async () => {
    const { id, owner } = await leadOf('Tessa Moorcroft');
    const { page, errors } = await signIn(owner!.kind === 'rep' ? owner!.rep : 'nobody');
    await page.getByRole('searchbox', { name: 'Search leads' }).fill('Pelham');
    await page.getByRole('list', { name: 'Leads' }).getByRole('link', { name: 'Tessa Moorcroft' }).click();
    await page.getByRole('heading', { level: 1, name: 'Tessa Moorcroft' }).waitFor();
    await page.getByRole('region', { name: 'Why this rep' }).getByText(/Yours because the rule "Rest of EMEA" matched \(country GB, from the form\)/).waitFor();
    await page.getByRole('region', { name: 'Why fit' }).getByText('Good fit, 75 of 100 points (45 needed)').waitFor();
    const draft = page.getByRole('region', { name: 'Draft' });
    await draft.getByText(/four chilled bakeries across Yorkshire/).first().waitFor();
    await draft.getByRole('button', { name: 'Approve' }).click();
    await draft.getByText(/Exactly this text is on its way|It went out exactly like this/).waitFor();
    await until('the task is in the CRM', async () => (await demo.api.lead(id)).draft?.state === 'sent');
    const tasks = (await demo.api.lead(id)).effects.filter(({ kind }) => kind === 'crm.task');
    expect(tasks.map(({ state, sentence }) => [state, sentence])).toEqual([['done', 'The approved text is a task in HubSpot.']]);
    expect(errors).toEqual([]);
  }, 60_000);

  withBrowser('a sign-in link works once', async () => {
    const { link } = await signIn('ruth');
    const page = await (await browser!.newContext()).newPage();
    const answer = await page.goto(link);
    expect(answer!.status()).toBeGreaterThanOrEqual(400);
    expect(await page.locator('body').innerText()).toMatch(/once|used|new link/i);
  }, 60_000);

  withBrowser('a manager sees what the CRM refused in its own words, and what to do', async () => {
    const { page, errors } = await signIn('ruth');
    await page.getByRole('link', { name: /Needs attention/ }).click();
    const item = page.getByRole('article').filter({ hasText: 'Reto Feldhaus' });
    await item.waitFor();
    expect(await item.innerText()).toMatch(/Salesforce did not take the owner for Reto Feldhaus[\s\S]*INACTIVE_OWNER_OR_USER[\s\S]*Fix:/);
    await item.getByRole('button', { name: 'Retry' }).click();
    await until('Salesforce takes the owner or refuses again', async () => (await demo.api.attention('resolved')).length > 0);
    expect(errors).toEqual([]);
  }, 60_000);

  withBrowser('a manager closes at once, with a reason, all that have one cause', async () => {
    const { page, errors } = await signIn('ruth');
    const findAlike = async () => (await demo.api.attention()).filter(({ code }) => code === 'SUBMISSION.UNREACHABLE');
    const known = (await findAlike()).length;
    await demo.api.post('/api/leads', [{ fullName: 'Nobody One' }, { fullName: 'Nobody Two' }]);
    await until('they need attention', async () => (await findAlike()).length === known + 2);
    const alike = await findAlike();
    await page.getByRole('link', { name: /Needs attention/ }).click();
    const group = page.getByRole('region', { name: new RegExp(`^${alike.length} alike: `) });
    await group.getByRole('button', { name: 'Close all like this, because…' }).click();
    await page.getByText(`${alike.length} items will be closed, at most 500 at once`).waitFor();
    await page.getByLabel('Reason').fill('the form was a test');
    await page.getByRole('button', { name: 'Close them' }).click();
    await page.getByText(`${alike.length} items closed.`).waitFor();
    await until('they are closed', async () => (await demo.api.attention('closed')).length === alike.length);
    const { records } = await demo.api.get<AuditView>('/api/audit?action=attention.discard-many');
    expect(records).toMatchObject([{ by: 'ruth', subject: 'intake', detail: `${alike.length} of ${alike.length} closed: code SUBMISSION.UNREACHABLE, app intake. Because: the form was a test` }]);
    expect(errors).toEqual([]);
  }, 60_000);

  withBrowser('the run shows each look with its quotes and what else could have been looked at, and comes out the same again', async () => {
    const { page, errors } = await signIn('ruth');
    await page.goto(`${demo.api.url}/leads/${(await leadOf('Tessa Moorcroft')).id}`);
    const href = await page.getByRole('region', { name: 'Timeline' }).getByRole('link', { name: /^Researched/ }).getAttribute('href');
    await page.getByRole('link', { name: 'How it was researched' }).click();
    await page.waitForURL(`**${href}`);
    await page.getByRole('heading', { level: 1, name: 'Research of Pelham & Rye Foods' }).waitFor();
    const looks = page.getByRole('list', { name: 'Decisions' });
    expect(await looks.innerText()).toMatch(/Homepage[\s\S]*four chilled bakeries across Yorkshire[\s\S]*About page[\s\S]*Could also have looked at\s+careers page\s+worth \$\d+\.\d\d, cost \$0\.50[\s\S]*Stopped looking/);
    await looks.getByRole('button', { name: /four chilled bakeries across Yorkshire/ }).click();
    const saved = page.getByRole('dialog', { name: 'Saved page' });
    expect(await saved.locator('mark').innerText()).toBe('four chilled bakeries across Yorkshire');
    await page.keyboard.press('Escape');
    await saved.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Re-check (no cost)' }).click();
    await page.getByText('Same result').waitFor();
    await page.getByRole('link', { name: 'Tessa Moorcroft' }).click();
    await page.getByRole('heading', { level: 1, name: 'Tessa Moorcroft' }).waitFor();
    expect(errors).toEqual([]);
  }, 60_000);

  withBrowser('keys move through the inbox, open, and come back to the list', async () => {
    const { owner } = await leadOf('Tessa Moorcroft');
    const { page, errors } = await signIn(owner!.kind === 'rep' ? owner!.rep : 'nobody');
    const leads = page.getByRole('list', { name: 'Leads' }).getByRole('link');
    await leads.first().waitFor();
    const names = await leads.allInnerTexts();
    const focused = () => page.locator('a[data-lead]:focus').innerText();
    const pressed = async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key);
      return focused();
    };
    expect([await pressed('j'), await pressed('j'), await pressed('k')]).toEqual([names[0], names[1], names[0]]);
    await page.keyboard.press('Shift+?');
    await page.getByRole('dialog', { name: 'Keys' }).getByText('reassign').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.locator('a[data-lead]:focus').waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: names[0]! }).waitFor();
    await page.keyboard.press('j');
    await page.getByRole('heading', { level: 1, name: names[1]! }).waitFor();
    await page.keyboard.press('r');
    await page.getByRole('dialog', { name: `Reassign ${names[1]}` }).waitFor();
    expect(errors).toEqual([]);
  }, 60_000);

  withBrowser('a value that a person gives beats every machine, and the lead is judged again', async () => {
    const { id, owner } = await leadOf('Owen Strake');
    const { page } = await signIn(owner!.kind === 'rep' ? owner!.rep : 'kemal');
    await page.goto(`${demo.api.url}/leads/${id}`);
    const whyFit = page.getByRole('region', { name: 'Why fit' });
    await whyFit.getByText('Their site says 610 people, rimedata says 2.').waitFor();
    await whyFit.getByRole('button', { name: 'This is wrong: 100 to 5,000 people' }).click();
    await page.getByRole('dialog').getByRole('textbox').first().fill('610');
    await page.getByRole('dialog').getByRole('button', { name: 'Save value' }).click();
    await whyFit.getByText(/set by/).waitFor();
    await until('the lead is judged on 610 people', async () => (await demo.api.lead(id)).row.company.employees === 610);
    expect((await demo.api.lead(id)).row.verdict).toBe('fit');
  }, 60_000);

  withBrowser('a program with the wrong key and a page of another site get nothing', async () => {
    const { page } = await signIn('kemal');
    const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
    const answers = await Promise.all([
      fetch(`${demo.api.url}/api/leads`, { headers: { authorization: 'Bearer wrong' } }),
      fetch(`${demo.api.url}/api/sign-out`, { method: 'POST', headers: { cookie, origin: 'https://evil.example' } }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([401, 403]);
  }, 60_000);
});
