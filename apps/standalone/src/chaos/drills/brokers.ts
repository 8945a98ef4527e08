import { BROKERS } from '../faults/broker-kill.js';
import { LOAD_SHARE } from '../run-chaos.js';
import { longestWait, type Span } from '../verdict/longest-wait.js';
import { countAttempts, longestPause, round } from './figures.js';
import { ANSWER_WITHIN_S, LEAST_ACCEPTED, staged, type StagedDrill } from './staged-drill.js';

const CALM_MS = 45_000;
const DOWN_MS = 15_000;
/** So that it is in sync again before the next one goes. */
const BACK_MS = 15_000;
const GO_ON_WITHIN_S = 30;

interface Notes { readonly calm: Span; readonly killed: readonly (Span & { readonly broker: string })[] }

const sleep = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

export const brokers: StagedDrill<Notes> = {
  name: 'brokers', says: 'kill -9 of each of three brokers in turn under load',

  async play(stage, maxPerSecond) {
    const killed: Notes['killed'][number][] = [];
    let calm: Span = { from: 0, to: 0 };
    const { submissions, seconds } = await stage.underLoad(maxPerSecond * LOAD_SHARE, async () => {
      const from = Date.now();
      await sleep(CALM_MS);
      calm = { from, to: Date.now() };
      for (const broker of BROKERS) {
        const began = Date.now();
        await stage.servers.kill(broker);
        await sleep(DOWN_MS);
        await stage.servers.bringBack();
        await sleep(BACK_MS);
        killed.push({ broker, from: began, to: Date.now() });
        stage.say(`${broker} was killed and is back`);
      }
    });
    return { happened: killed.length, seconds, perSecond: submissions / seconds, notes: { calm, killed } };
  },

  judge({ calm, killed }, { world, assignments }) {
    const moments = assignments.map(({ at }) => at);
    const trouble: Span = { from: killed[0]!.from, to: killed.at(-1)!.to };
    const wait = longestWait(world.journal, trouble);
    const { accepted, troubled } = countAttempts(world.journal, trouble);
    const longest = longestPause(moments, trouble);
    return {
      figures: {
        killed: killed.length, seconds: round((trouble.to - trouble.from) / 1_000), accepted, notAnswered: troubled, longestWait: round(wait, 2),
        longestPause: round(longest), longestPauseOfEach: Object.fromEntries(killed.map(({ broker, from, to }) => [broker, round(longestPause(moments, { from, to }))])), longestPauseBefore: round(longestPause(moments, calm)),
      },
      aims: [
        { says: `${killed.length} of ${BROKERS.length} brokers were killed, and ${accepted} submissions accepted meanwhile`, met: killed.length === BROKERS.length && accepted >= LEAST_ACCEPTED },
        { says: `no call waited longer than ${round(wait, 2)} s for its 2xx, wanted is ${ANSWER_WITHIN_S} s; ${troubled} attempts had no answer or 5xx`, met: wait <= ANSWER_WITHIN_S },
        { says: `the longest pause between two assignments was ${round(longest)} s (${round(longestPause(moments, calm))} s before), wanted is ${GO_ON_WITHIN_S} s`, met: longest <= GO_ON_WITHIN_S },
      ],
    };
  },
};

export const brokersDrill = staged(brokers);
