import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTransport, type SendMailOptions } from 'nodemailer';
import { startSandbox, type Sandbox } from '../start-sandbox.js';
import { buildWorld } from '../world/build-world.js';

/** Mails as the product's mail library writes them. */
describe('the mail sink', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0, world: buildWorld() });
  });
  afterAll(() => sandbox.stop());

  const send = (mail: SendMailOptions) => createTransport({ host: '127.0.0.1', port: sandbox.smtpPort, secure: false }).sendMail({ from: 'Nora Byrne-Quill <nora.bq@rimewell.example>', ...mail });
  const page = async (): Promise<string> => (await fetch(`http://127.0.0.1:${sandbox.port}/mail`)).text();

  it('takes a mail, and the journal has it as people read it', async () => {
    expect(await page()).toContain('No mail yet.');
    const text = 'Grüezi Reto,\n\nIhre Seite sagt: drei Kühllager in der Ostschweiz. Rimewell watches cold rooms and trucks and calls someone before the product is lost.\n\nNora';
    await send({ to: 'reto.feldhaus@rheintal-frischdienst.example', subject: 'Temperaturprotokolle für drei Kühllager in der Ostschweiz und die Prüfung im Jänner', text, messageId: '<01JEFFECT@rimewell.example>', list: { unsubscribe: { url: 'https://leads.rimewell.example/u/token', comment: 'Stop' } } });
    expect(sandbox.journal.entries.at(-1)).toMatchObject({
      kind: 'mail-received', from: 'nora.bq@rimewell.example', to: ['reto.feldhaus@rheintal-frischdienst.example'], messageId: '<01JEFFECT@rimewell.example>', text,
      subject: 'Temperaturprotokolle für drei Kühllager in der Ostschweiz und die Prüfung im Jänner', headers: { 'list-unsubscribe': expect.stringContaining('https://leads.rimewell.example/u/token') },
    });
  });

  it('shows mails newest first, and what they say is no markup', async () => {
    await send({ to: 'tessa@pelhamrye.example', subject: 'Logs <b>now</b>', text: 'Plain <script>alert(1)</script>', html: '<p>Rich</p>' });
    const shown = await page();
    expect(shown).toContain('<h2>Logs &lt;b&gt;now&lt;/b&gt;</h2>');
    expect(shown).toContain('Plain &lt;script&gt;alert(1)&lt;/script&gt;</pre>');
    expect(shown.indexOf('Logs')).toBeLessThan(shown.indexOf('Temperaturprotokolle'));
  });

  it('refuses a mailbox that is gone, for good', async () => {
    await expect(send({ to: 'gone@larkmoor.example', subject: 'Hello', text: 'Hello' })).rejects.toMatchObject({ responseCode: 550 });
    expect(sandbox.journal.entries.at(-1)).toMatchObject({ kind: 'mail-refused', to: 'gone@larkmoor.example' });
  });
});
