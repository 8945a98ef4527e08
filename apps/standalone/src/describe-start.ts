import { FirstSignIn } from '../../console/src/console.service.js';
import { Configs, type Environment, type RunningService } from '#platform';
import { checkConfigFolder, wordProblems } from './check-config-folder.js';
import { secretMissing, secretName } from './connection-secret.js';

interface Started { port: number; seconds: number; services: readonly RunningService[] }

/** What a person reads after `npm start`: where it is, how to get in, where its data is, what is on, and how to turn on what is off. */
export async function describeStart(environment: Environment, { port, seconds, services }: Started): Promise<string> {
  const appOf = (name: string) => services.find((service) => service.name === name)!.app;
  const configs = (app: string) => appOf(app).get(Configs, { strict: false });
  const connections = configs('intake').get('connections');
  const rules = configs('assignment').get('assignment');
  const icp = configs('enrichment').get('icp');
  const byMail = configs('delivery').get('outreach')?.document.send.by === 'smtp';
  const smtp = environment.secret('SMTP_URL') !== undefined;
  const model = environment.secret('OPENAI_API_KEY') !== undefined;
  const priced = configs('enrichment').get('enrichment') !== null;
  const names = Object.keys(connections?.document.connections ?? {});
  const off = [
    ...(names.length === 0 ? [`Connections  none: nothing can come in. Write ${environment.configDir}/connections.yaml (docs/configuration.md).`] : []),
    ...(rules ? [] : [`Assignment   no rules: leads wait. Write ${environment.configDir}/assignment.yaml.`]),
    ...(icp ? [] : [`Fit          no ideal customer profile: write ${environment.configDir}/icp.yaml.`]),
    ...names.filter((name) => secretMissing(environment, connections!.document.connections[name]!)).map((name) => `Connection   ${name} is off: set ${secretName(connections!.document.connections[name]!)}.`),
    ...(model ? [] : ['AI           offline policy and template writer (no model is connected). Set OPENAI_API_KEY.']),
    ...(model && !priced ? [`AI           the model is not asked: nothing says what it may cost. Write ${environment.configDir}/enrichment.yaml.`] : []),
    ...(environment.setting('SEC_CONTACT') ? [] : ['SEC EDGAR    off: US companies are not looked up. Set SEC_CONTACT to a mail address that the SEC may write to.']),
    ...(byMail && !smtp ? ['Mail         no server: approved drafts cannot leave. Set SMTP_URL.'] : []),
    ...(byMail ? [] : ['Mail         off: approved drafts go to the CRM as a task.']),
  ];
  const on = [
    ...(model && priced ? ['AI           a model reads messages, sums leads up, chooses looks, points at facts and words drafts.'] : []),
    ...(byMail && smtp ? ['Mail         approved drafts are sent as the owner of the lead.'] : []),
    ...(names.length > 0 ? [`Connections  ${names.map((name) => `${name} (${connections!.document.connections[name]!.mode})`).join(', ')}`] : []),
    ...(rules ? [`Assignment   ${rules.document.rules.length} rules, ${Object.values(rules.document.reps).filter(({ active }) => active).length} reps, version ${rules.version}`] : []),
    ...(icp ? [`Fit          "${icp.document.name}", version ${icp.version}`] : []),
  ];
  const address = environment.publicUrl.replace(/:\d+$/, environment.setting('PUBLIC_URL') ? '$&' : `:${port}`);
  const firstLink = await appOf('console').get(FirstSignIn, { strict: false }).link(address);
  return [
    '',
    `Leadwright 0.1.0 is ready at ${address}   (started in ${seconds.toFixed(1)} s)`,
    `Data in ${environment.dataDir} · configuration in ${environment.configDir} · mode ${environment.mode} · stop with Ctrl-C`,
    ...(firstLink ? ['', `Sign in as administrator, once, within 24 hours: ${firstLink}`] : []),
    ...(on.length > 0 ? ['', 'On', ...on.map((line) => `  ${line}`)] : []),
    '', 'Off', ...off.map((line) => `  ${line}`), '', '',
  ].join('\n');
}

/** What is wrong with the configuration files, all of it, and what holds meanwhile; empty when they are good. */
export function describeProblems(environment: Environment, services: readonly RunningService[]): string {
  const configs = services.find(({ name }) => name === 'console')!.app.get(Configs, { strict: false });
  const problems = wordProblems(checkConfigFolder(environment.configDir), (kind) => {
    const version = configs.ref(kind)?.version;
    return version ? `Version ${version} stays in force.` : 'What it configures is off.';
  });
  return problems ? `${problems}\n\n` : '';
}
