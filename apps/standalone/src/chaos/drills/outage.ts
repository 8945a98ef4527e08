import { BROKERS } from '../faults/broker-kill.js';
import { LOAD_SHARE } from '../run-chaos.js';
import { longestWait, type Span } from '../verdict/longest-wait.js';
import { countAttempts, drainOf, mostWaiting, round, type Passage } from './figures.js';
import { ANSWER_WITHIN_S, LEAST_ACCEPTED, staged, type After, type StagedDrill } from './staged-drill.js';

/** Longer than a lead waits for research, so that what waits is usual by then. */
const CALM_MS = 75_000;
const DOWN_MS = 60_000;
/** The load goes on for so long after they are back. */
const AFTER_MS = 120_000;
const LEAST_DRAIN = 2;

/** `down`: from the kill until they are started again. `back`: when all three answer. */
interface Notes { readonly calm: Span; readonly down: Span; readonly back: number; readonly perSecond: number }

const sleep = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

export const outage: StagedDrill<Notes> = {
  name: 'outage', says: `kill -9 of all brokers under load, back after ${DOWN_MS / 1_000} s`,

  async play(stage, maxPerSecond) {
    const began = Date.now();
    let [killed, over, back] = [0, 0, 0];
    const { submissions, seconds } = await stage.underLoad(maxPerSecond * LOAD_SHARE, async () => {
      await sleep(CALM_MS);
      killed = Date.now();
      for (const broker of BROKERS) await stage.servers.kill(broker);
      await sleep(DOWN_MS);
      over = Date.now();
      await stage.servers.bringBack();
      back = Date.now();
      stage.say(`All brokers answer again after ${Math.round((back - killed) / 1_000)} s`);
      await sleep(AFTER_MS);
    });
    return { happened: 1, seconds, perSecond: submissions / seconds, notes: { calm: { from: began, to: killed }, down: { from: killed, to: over }, back, perSecond: submissions / seconds } };
  },

  judge({ calm, down, back, perSecond }, after) {
    const { accepted, troubled } = countAttempts(after.world.journal, down);
    const wait = longestWait(after.world.journal, { from: down.from, to: back });
    const passages = passagesOf(after);
    const arrived = passages.filter(({ came }) => came > down.from && came <= back).length / ((back - down.from) / 1_000);
    const usual = mostWaiting(passages, { from: calm.to - CALM_MS / 5, to: calm.to });
    const most = mostWaiting(passages, { from: down.from, to: back });
    const drain = drainOf(passages, back, usual);
    const times = drain ? drain.perSecond / arrived : 0;
    return {
      figures: {
        down: round((down.to - down.from) / 1_000), backAfter: round((back - down.from) / 1_000), acceptedInOutage: accepted, notAnswered: troubled, longestWait: round(wait, 2), sentPerSecond: round(perSecond, 2),
        leadsPerSecondIn: round(arrived, 2), waitedBefore: usual, waitedAtMost: most, firstAssignmentAfter: round(((after.assignments.find(({ at }) => at > back)?.at ?? Infinity) - back) / 1_000),
        drainSeconds: drain && round(drain.seconds), drainPerSecond: drain && round(drain.perSecond, 2), drainTimesArrival: round(times, 2),
      },
      aims: [
        { says: `${accepted} submissions were accepted while all brokers were down for ${round((down.to - down.from) / 1_000)} s, wanted are at least ${LEAST_ACCEPTED}`, met: accepted >= LEAST_ACCEPTED },
        { says: `${troubled} attempts had no answer or 5xx meanwhile, wanted is none; the longest wait for a 2xx was ${round(wait, 2)} s, wanted is ${ANSWER_WITHIN_S} s`, met: troubled === 0 && wait <= ANSWER_WITHIN_S },
        { says: `a backlog came about: ${most} leads waited, ${usual} before`, met: most >= usual + LEAST_ACCEPTED },
        { says: drain ? `it was worked off ${round(drain.seconds)} s after the brokers were back, ${round(drain.perSecond, 2)} leads a second, ${round(times, 2)} times what came in; wanted is ${LEAST_DRAIN} times` : 'the backlog was never worked off', met: times >= LEAST_DRAIN },
      ],
    };
  },
};

/** From a lead's capture to its first owner. */
function passagesOf({ world, assignments }: After): Passage[] {
  const first = new Map(assignments.toReversed().map(({ lead, at }) => [lead, at]));
  const came = new Map(world.records.flatMap(({ topic, event, poison }) => (topic === 'lead.captured.v1' && poison === null ? [[event.leadId as string, Date.parse(event.occurredAt)] as const] : [])));
  return [...came].map(([lead, at]) => ({ came: at, done: first.get(lead) ?? Infinity }));
}

export const outageDrill = staged(outage);
