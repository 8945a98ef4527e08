import { TWO_OF_EACH } from '../../product/product-processes.js';
import { drainedWell, restartAll, wordDrained, type Drained } from '../faults/rolling-restarts.js';
import { LOAD_SHARE } from '../run-chaos.js';
import { longestWait, type Span } from '../verdict/longest-wait.js';
import { countAttempts, longestPause, round } from './figures.js';
import { ANSWER_WITHIN_S, LEAST_ACCEPTED, staged, type StagedDrill } from './staged-drill.js';

const CALM_MS = 45_000;
const PASSES = 2;
const LEAST_RESTARTS = 20;
const GO_ON_WITHIN_S = 30;

interface Notes { readonly calm: Span; readonly during: Span; readonly drained: readonly Drained[] }

const sleep = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

export const restarts: StagedDrill<Notes> = {
  name: 'restarts', says: 'SIGTERM to every process in turn under load, twice; two processes of each app', replicas: TWO_OF_EACH,

  async play(stage, maxPerSecond) {
    const drained: Drained[] = [];
    const began = Date.now();
    let [from, to] = [0, 0];
    const { submissions, seconds } = await stage.underLoad(maxPerSecond * LOAD_SHARE, async () => {
      await sleep(CALM_MS);
      from = Date.now();
      for (let pass = 1; pass <= PASSES; pass += 1) {
        drained.push(...(await restartAll(stage.apps)));
        stage.say(`${drained.length} processes were restarted`);
      }
      to = Date.now();
    });
    return { happened: drained.length, seconds, perSecond: submissions / seconds, notes: { calm: { from: began, to: from }, during: { from, to }, drained } };
  },

  judge({ calm, during, drained }, { world, assignments }) {
    const moments = assignments.map(({ at }) => at);
    const wait = longestWait(world.journal, during);
    const { accepted, troubled } = countAttempts(world.journal, during);
    const [pause, before] = [longestPause(moments, during), longestPause(moments, calm)];
    const slowest = Math.max(...drained.map(({ seconds }) => seconds));
    const bad = drained.filter((one) => !drainedWell(one));
    return {
      figures: { restarts: drained.length, seconds: round((during.to - during.from) / 1_000), accepted, notAnswered: troubled, longestWait: round(wait, 2), longestPause: round(pause), longestPauseBefore: round(before), slowestDrain: round(slowest) },
      aims: [
        { says: `${drained.length} processes were restarted, wanted are ${LEAST_RESTARTS}, and ${accepted} submissions accepted meanwhile`, met: drained.length >= LEAST_RESTARTS && accepted >= LEAST_ACCEPTED },
        { says: bad.length === 0 ? `each drained and ended with 0, the slowest within ${round(slowest)} s` : bad.map(wordDrained).join('; '), met: bad.length === 0 },
        { says: `no call waited longer than ${round(wait, 2)} s for its 2xx, wanted is ${ANSWER_WITHIN_S} s; ${troubled} attempts had no answer or 5xx`, met: wait <= ANSWER_WITHIN_S },
        { says: `the longest pause between two assignments was ${round(pause)} s (${round(before)} s before), wanted is ${GO_ON_WITHIN_S} s`, met: pause <= GO_ON_WITHIN_S },
      ],
    };
  },
};

export const restartsDrill = staged(restarts);
