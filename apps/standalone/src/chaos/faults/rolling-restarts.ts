import type { AppName } from '#contracts';
import type { Fault } from '../fault.js';
import type { Ended, Supervisor } from '../supervisor.js';

/** Kubernetes kills after 35 s. */
const DRAIN_MS = 35_000;

/** How a process ended that was told to drain; `seconds` until its successor was started. */
export interface Drained extends Ended { readonly app: AppName; readonly seconds: number }

export const drainedWell = ({ code, seconds }: Drained): boolean => code === 0 && seconds * 1_000 <= DRAIN_MS;
export const wordDrained = ({ app, code, signal, seconds }: Drained): string => `${app} did not drain: ended with ${code ?? signal} after ${seconds.toFixed(1)} s`;

/** As a deployment does it: every process in turn, the next one when the one before is ready again. */
export async function restartAll(apps: Supervisor): Promise<Drained[]> {
  const drained: Drained[] = [];
  for (const process of apps.processes) {
    const began = performance.now();
    const ended = await apps.replace(process, 'SIGTERM');
    drained.push({ ...ended, app: process.app, seconds: (performance.now() - began) / 1_000 });
    await apps.ready([process]);
  }
  return drained;
}

export const rollingRestarts: Fault = {
  name: 'rolling-restarts', says: 'SIGTERM to every process in turn, the next when the last is ready again',
  async run({ apps }) {
    const drained = await restartAll(apps);
    apps.endedAlone.push(...drained.filter((one) => !drainedWell(one)).map(wordDrained));
    return drained.length;
  },
};
