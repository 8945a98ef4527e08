import type { Fault } from '../fault.js';

/** Kubernetes kills after 35 s. */
const DRAIN_MS = 35_000;

/** As a deployment does it: every process in turn, the next one when the one before is ready again. */
export const rollingRestarts: Fault = {
  name: 'rolling-restarts', says: 'SIGTERM to every process in turn, the next when the last is ready again',
  async run({ apps }) {
    for (const process of apps.processes) {
      const began = performance.now();
      const { code, signal } = await apps.replace(process, 'SIGTERM');
      const tookMs = performance.now() - began;
      if (code !== 0 || tookMs > DRAIN_MS) apps.endedAlone.push(`${process.app} did not drain: ended with ${code ?? signal} after ${(tookMs / 1_000).toFixed(1)} s`);
      await apps.ready([process]);
    }
    return apps.processes.length;
  },
};
