import { spawnSync } from 'node:child_process';
import { describe, it } from '@jest/globals';
import { parseAllDocuments } from 'yaml';

/** An object of Kubernetes, as far as the specs look at it. */
export interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly labels?: Labels };
  readonly spec: any;
  readonly data?: Readonly<Record<string, string>>;
}
export type Labels = Readonly<Record<string, string>>;

const PROGRAMS = [['kubectl', 'kustomize'], ['kustomize', 'build']] as const;

/** What `kubectl apply -k <folder>` would send. Errors: what kustomize says of the folder. */
export function render(folder: string): Manifest[] {
  const [program, command] = findProgram()!;
  const { status, stdout, stderr } = spawnSync(program, [command, folder], { encoding: 'utf8', timeout: 60_000 });
  if (status !== 0) throw new Error(`${program} ${command} ${folder}: ${stderr}`);
  return parseAllDocuments(stdout).map((document) => document.toJS() as Manifest);
}

/** Specs that need kustomize. Without it they are skipped with the reason; in CI that is a failure. */
export function describeWithKustomize(name: string, specs: () => void): void {
  if (findProgram()) return describe(name, specs);
  const reason = `${name}: skipped, there is neither kubectl nor kustomize.`;
  if (process.env.CI === 'true') it(reason, () => { throw new Error(reason); });
  else it.skip(reason, () => undefined);
}

const findProgram = () => PROGRAMS.find(([program]) => spawnSync(program, ['--help'], { stdio: 'ignore', timeout: 30_000 }).status === 0);
