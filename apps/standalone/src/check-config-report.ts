import type { ConfigDocument, ConfigKind } from '#contracts';
import type { Environment, LoadedConfig } from '#platform';
import { unsetVariables, wordUnset } from './check-config-environment.js';
import { checkConfigFolder, hasErrors, wordProblems } from './check-config-folder.js';
import { checkOnline, type Checked, type OnlineResult } from './check-config-online.js';
import { versionsInForce } from './versions-in-force.js';

/** `json` is one object; `text` is for a person and ends with a line break. */
export interface ConfigReport { readonly ok: boolean; readonly text: string; readonly json: object }

/** Checks the files of a folder, and with `online` what they name outside. */
export async function reportConfig({ configDir, dataDir, online, environment }: { configDir: string; dataDir: string; online: boolean; environment: Environment }): Promise<ConfigReport> {
  const loaded = checkConfigFolder(configDir);
  const documents: Checked = { connections: documentOf(loaded, 'connections'), assignment: documentOf(loaded, 'assignment'), outreach: documentOf(loaded, 'outreach') };
  const unset = unsetVariables(documents.connections, documents.outreach, environment);
  const asked = online ? await checkOnline(documents, environment) : [];
  const ok = !loaded.some(hasErrors) && asked.every((one) => one.ok);
  return {
    ok, text: [...filesText(loaded, dataDir), ...unsetText(unset.map(wordUnset)), ...(online ? onlineText(loaded, asked) : [])].join('\n') + '\n',
    json: { ok, files: loaded.map(({ kind, exists, hash, findings }) => ({ kind, exists, hash, findings })), unset, ...(online ? { online: asked } : {}) },
  };
}

const documentOf = <K extends ConfigKind>(loaded: readonly LoadedConfig[], kind: K): ConfigDocument<K> | null => (loaded.find((one) => one.kind === kind)?.document ?? null) as ConfigDocument<K> | null;

function filesText(loaded: readonly LoadedConfig[], dataDir: string): string[] {
  const inForce = versionsInForce(dataDir);
  const problems = wordProblems(loaded, (kind) => {
    const version = inForce.get(kind);
    return version ? `Version ${version.version} (published ${version.publishedAt.slice(0, 16).replace('T', ' ')} UTC) stays in force.` : 'No earlier version is in force: what it configures is off.';
  });
  const lines = loaded.map(({ kind, exists, findings, hash }) => `${kind.padEnd(12)} ${!exists ? 'no file: what it configures is off' : findings.length === 0 ? `good (${hash})` : `${findings.length} to mend`}`);
  return problems ? [problems, '', ...lines] : lines;
}

const unsetText = (lines: readonly string[]): string[] => (lines.length === 0 ? [] : ['', 'Not set here; where Leadwright runs they have to be:', ...lines.map((line) => `  ${line}`)]);

function onlineText(loaded: readonly LoadedConfig[], asked: readonly OnlineResult[]): string[] {
  const unread = loaded.filter((one) => hasErrors(one) && ['connections', 'assignment', 'outreach'].includes(one.kind)).map(({ kind }) => `  !  ${kind}.yaml has errors, so what it names was not asked for.`);
  const width = Math.max(0, ...asked.map(({ name }) => name.length));
  const lines = [...unread, ...asked.map(({ name, ok, sentence }) => `  ${ok ? 'ok' : '! '} ${name.padEnd(width)}  ${sentence}`)];
  return ['', 'Asked just now (nothing was written)', ...(lines.length > 0 ? lines : ['  Nothing outside is named.'])];
}
