import { relative } from 'node:path';
import { CONFIG_KINDS, type ConfigKind } from '#contracts';
import { configChecks } from '#domain';
import { loadConfigFile, wordFindings, type ConfigChecks, type LoadedConfig } from '#platform';

const checks: ConfigChecks = configChecks;

/** The five files of a folder as they stand, with everything that is wrong with them. */
export const checkConfigFolder = (folder: string): LoadedConfig[] => CONFIG_KINDS.map((kind) => loadConfigFile(folder, kind, checks[kind]));

export const hasErrors = ({ findings }: LoadedConfig): boolean => findings.some(({ severity }) => severity === 'error');

/** What is wrong in words, file by file; empty when nothing is. `inForce` says what holds meanwhile, per kind. */
export function wordProblems(loaded: readonly LoadedConfig[], inForce: (kind: ConfigKind) => string): string {
  return loaded.filter(({ findings }) => findings.length > 0).map((one) => wordFindings(relative('.', one.file) || one.file, one, hasErrors(one) ? inForce(one.kind) : '')).join('\n\n');
}
