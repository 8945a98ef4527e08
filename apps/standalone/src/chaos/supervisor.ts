import { once } from 'node:events';
import { ready, type AppProcess, type ProductProcesses } from '../product/product-processes.js';

/** How a process ended. */
export interface Ended { readonly code: number | null; readonly signal: NodeJS.Signals | null }

const RESTART_MS = 300;

/** Starts every process again that ends, as Kubernetes does, and remembers which ended without being told to. */
export class Supervisor {
  /** `delivery ended with 1`: nobody had told it to. */
  readonly endedAlone: string[] = [];
  private readonly next = new Map<AppProcess, Readonly<Record<string, string>>>();
  private readonly told = new Set<AppProcess>();
  private readonly held = new Set<AppProcess>();
  private over = false;

  constructor(readonly product: ProductProcesses) {
    for (const process of product.processes) this.watch(process);
  }

  get processes(): readonly AppProcess[] {
    return this.product.processes;
  }

  of(app: string): AppProcess[] {
    return this.processes.filter((process) => process.app === app);
  }

  /** Ends a process and resolves when its successor has been started, with `more` in its environment. */
  async replace(process: AppProcess, signal: NodeJS.Signals, more: Readonly<Record<string, string>> = {}): Promise<Ended> {
    this.next.set(process, more);
    const ended = await this.end(process, signal);
    while (!isAlive(process)) await sleep(50);
    return ended;
  }

  /** Ends processes and leaves them so until `release`. */
  async hold(processes: readonly AppProcess[], signal: NodeJS.Signals): Promise<void> {
    for (const process of processes) this.held.add(process);
    await Promise.all(processes.map((process) => this.end(process, signal)));
  }

  release(processes: readonly AppProcess[]): void {
    for (const process of processes) {
      this.held.delete(process);
      this.start(process);
    }
  }

  /** How it ends next; it is started again afterwards. Null when it lives on for so long. */
  async nextEnd(process: AppProcess, withinMs: number): Promise<Ended | null> {
    const late = new AbortController();
    this.told.add(process);
    const ended = once(process.child, 'exit', { signal: late.signal }).then(([code, signal]) => ({ code, signal }) as Ended, () => null);
    const timer = setTimeout(() => late.abort(), withinMs);
    const result = await ended;
    clearTimeout(timer);
    if (!result) this.told.delete(process);
    return result;
  }

  /** Waits until all of them take work. */
  async ready(processes: readonly AppProcess[] = this.processes): Promise<void> {
    await Promise.all(processes.map(async (process) => {
      while (!isAlive(process)) await sleep(50);
      await ready(process);
    }));
  }

  /** From now on whoever ends stays so. */
  stop(): void {
    this.over = true;
  }

  private async end(process: AppProcess, signal: NodeJS.Signals): Promise<Ended> {
    if (!isAlive(process)) return { code: null, signal: null };
    this.told.add(process);
    const exit = once(process.child, 'exit');
    process.child.kill(signal);
    const [code, by] = (await exit) as [number | null, NodeJS.Signals | null];
    return { code, signal: by };
  }

  private watch(process: AppProcess): void {
    process.child.once('exit', (code, signal) => {
      if (!this.told.delete(process) && !this.over) this.endedAlone.push(`${process.app} ended with ${code ?? signal}`);
      setTimeout(() => { if (!this.held.has(process)) this.start(process); }, RESTART_MS);
    });
  }

  private start(process: AppProcess): void {
    if (this.over || isAlive(process)) return;
    const more = this.next.get(process);
    this.next.delete(process);
    this.product.startAgain(process, more);
    this.watch(process);
  }
}

export const isAlive = ({ child }: AppProcess): boolean => child.exitCode === null && child.signalCode === null;
const sleep = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
