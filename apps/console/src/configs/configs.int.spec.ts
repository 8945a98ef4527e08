import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { configCheckView, configDocumentView, configPublishView, type ConfigDocumentView } from '#contracts';
import { AskConsole } from '../../test/ask-console.js';
import { ConsoleHome, type RunningConsole } from '../../test/console-home.js';

const ICP = `# Who fits
must:
  - {id: size, label: 100 to 5000 people, field: company.employees, between: [100, 5000]}
points: []
needed: 0
`;
const ASSIGNMENT = `# Who gets what
reps: {}
pools: {}
queues:
  desk: {label: Lead desk, owner: kemal.aydin@rimewell.example}
rules: []
otherwise: {queue: desk}
`;

describe('versions of configuration', () => {
  let home: ConsoleHome;
  let running: RunningConsole;
  let ask: AskConsole;
  const start = async (variables: Record<string, string> = {}) => {
    running = await home.start(variables);
    ask = new AskConsole(running);
  };
  const publish = (body: unknown = {}) => ask.send('POST', '/api/configs/assignment/publish', undefined, body);
  const version = (number: number) => ask.read<ConfigDocumentView>(`/api/configs/assignment/versions/${number}`);

  beforeEach(() => {
    home = new ConsoleHome();
    home.write('assignment.yaml', ASSIGNMENT);
  });
  afterEach(async () => {
    await running.stop();
    home.remove();
  });

  it('keep the text they were written in, the first and those after it', async () => {
    await start();
    const changed = ASSIGNMENT.replace('Lead desk', 'Desk');
    home.write('assignment.yaml', changed);
    expect(configPublishView.parse((await publish()).json())).toMatchObject({ version: 2, changed: true });
    expect(configDocumentView.parse(await version(1))).toMatchObject({ version: 1, inForce: false, publishedBy: 'files', yaml: ASSIGNMENT });
    expect(await version(2)).toMatchObject({ version: 2, inForce: true, publishedBy: 'A program (admin token)', yaml: changed });
  });

  it('are written anew from the record where no text was kept', async () => {
    await start();
    await running.store.dataSource.query('DELETE FROM console_config_texts');
    const { yaml } = await version(1);
    expect(yaml).toContain('queues:\n  desk:\n    label: Lead desk\n');
    expect((await ask.send('POST', '/api/configs/assignment/check', undefined, { yaml })).json()).toMatchObject({ ok: true, changed: false });
  });

  it.each(['3', '0', 'x', '1e3'])('%s is not one of them', async (number) => {
    await start();
    expect(await ask.refusal(ask.send('GET', `/api/configs/assignment/versions/${number}`))).toEqual([404, 'config_version_unknown']);
  });

  it('are made from files alone while git is the truth', async () => {
    await start();
    expect(await ask.refusal(publish({ yaml: ASSIGNMENT.replace('Lead desk', 'Desk') }))).toEqual([409, 'config_from_files']);
    expect(configCheckView.parse((await ask.send('POST', '/api/configs/icp/check', undefined, {})).json())).toMatchObject({ from: 'files', yaml: null, changed: false });
  });

  it('are made from a text where configuration is written in the console', async () => {
    await start({ CONFIG: 'console' });
    const changed = ASSIGNMENT.replace('Lead desk', 'Desk');
    expect((await ask.send('POST', '/api/configs/assignment/check', undefined, { yaml: changed })).json()).toMatchObject({ from: 'console', ok: true, changed: true });
    expect((await publish({ yaml: changed })).json()).toMatchObject({ version: 2, changed: true, inForce: true });
    expect(await version(2)).toMatchObject({ yaml: changed, inForce: true });
    const refused = await publish({ yaml: changed.replace('queue: desk', 'queue: dusk') });
    expect([refused.statusCode, refused.json().findings[0]]).toEqual([422, expect.objectContaining({ line: 7, message: 'unknown queue "dusk"' })]);
    expect(await version(2)).toMatchObject({ inForce: true });
  });

  it('of another kind are told with every problem of a text at once', async () => {
    await start();
    const { ok, findings } = configCheckView.parse((await ask.send('POST', '/api/configs/icp/check', undefined, { yaml: ICP })).json());
    expect([ok, findings.length > 0, findings.every(({ remedy }) => remedy !== '')]).toEqual([false, true, true]);
  });
});
