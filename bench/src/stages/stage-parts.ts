import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { AssignmentConfig, ConfigDocument, ConfigKind, ConfigRef, ConfigVersion, OutreachConfig } from '#contracts';
import { buildDirectory, compileRules, type CompiledAssignment } from '#domain';
import { loadConfigFile } from '#platform';
import type { Connection, ConnectionsConfig } from '#contracts';
import type { EnrichmentParts } from '../../../apps/enrichment/src/enrich-lead.workflow.js';
import { loadDirectory } from '../../../apps/enrichment/src/load-directory.js';

/** What the stages decide by: the configuration and the directory of the bench, read once. */
export interface StageParts {
  readonly connections: ConnectionsConfig;
  /** The one that programs send to. */
  readonly connection: { readonly name: string; readonly config: Connection };
  readonly recipe: EnrichmentParts;
  readonly rules: CompiledAssignment;
  readonly assignment: { readonly config: AssignmentConfig; readonly ref: ConfigRef };
  /** What drafts are written by; without it none is. */
  readonly outreach: ConfigVersion<OutreachConfig> | null;
  nameOf(id: string): string;
}

/** Errors: an Error that names the file that cannot be read. */
export async function loadParts(configDir: string): Promise<StageParts> {
  const connections = versionOf(configDir, 'connections').document;
  const enrichment = versionOf(configDir, 'enrichment');
  const assignment = versionOf(configDir, 'assignment');
  const [name, config] = Object.entries(connections.connections)[0]!;
  const { rows } = await loadDirectory(join(configDir, enrichment.document.directory!.file));
  return {
    connections, connection: { name, config }, recipe: { enrichment, icp: versionOf(configDir, 'icp'), directory: buildDirectory(rows) },
    rules: compileRules(assignment.document).compiled, assignment: { config: assignment.document, ref: refOf(assignment) },
    outreach: existsSync(join(configDir, 'outreach.yaml')) ? versionOf(configDir, 'outreach') : null,
    nameOf: (id) => connections.connections[id]?.label ?? id,
  };
}

export const refOf = ({ kind, version, hash }: ConfigVersion<unknown>): ConfigRef => ({ kind, version, hash });

function versionOf<K extends ConfigKind>(folder: string, kind: K): ConfigVersion<ConfigDocument<K>> {
  const { document, hash, file, findings } = loadConfigFile(folder, kind);
  if (document === null) throw new Error(`${file} cannot be used: ${findings.map(({ where, message }) => `${where}: ${message}`).join('; ') || 'it does not exist'}.`);
  return { kind, version: 1, hash, publishedAt: '', document };
}
