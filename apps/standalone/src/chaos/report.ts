import { judgeJournal } from '../../../sandbox/src/judge-journal.js';
import { countSubmissions } from './verdict/count-submissions.js';
import { doubledBeyondPromise } from './verdict/effect-invariants.js';
import { allInvariants } from './verdict/all-invariants.js';
import { longestWait } from './verdict/longest-wait.js';
import type { Finding, World } from './verdict/world.js';

/** What a run was, besides the world it left. */
export interface RunFacts {
  readonly seconds: number;
  readonly seed: string;
  /** Leads a second: what the machine did before the faults, and what was sent during them. */
  readonly maxPerSecond: number;
  readonly perSecond: number;
  /** How often each fault happened. */
  readonly faults: Readonly<Record<string, number>>;
  /** Faults that cannot be made on this machine, and why. */
  readonly skipped: Readonly<Record<string, string>>;
  /** Processes that each failpoint ended. */
  readonly failpoints: Readonly<Record<string, number>>;
  /** Faults that could not be made, in words. */
  readonly troubles: readonly string[];
  /** Processes that ended without being told to, in words. */
  readonly endedAlone: readonly string[];
  readonly approved: number;
}

export interface ChaosReport {
  readonly seconds: number;
  readonly attempted: number;
  readonly accepted: number;
  readonly refused: number;
  readonly errored: number;
  readonly leads: number;
  readonly lost: number;
  readonly doubleAssigned: number;
  readonly effectsDoubled: number;
  readonly deadLetters: number;
  readonly faults: Readonly<Record<string, number>>;
  readonly skipped: Readonly<Record<string, string>>;
  readonly failpoints: Readonly<Record<string, number>>;
  readonly invariants: Readonly<Record<string, { readonly checked: number; readonly violated: number }>>;
  readonly seed: string;
  readonly maxPerSecond: number;
  readonly perSecond: number;
  readonly approved: number;
  /** Seconds until a call that was accepted in the end had its 2xx, of the one that waited longest. */
  readonly longestWait: number;
  readonly endedAlone: readonly string[];
  /** Why the run does not pass; empty when it does. */
  readonly problems: readonly string[];
}

/** A run in which less was accepted proves nothing. */
const FEWEST_ACCEPTED = 60;
const SHOWN = 5;

/** Puts a verdict together. `chosen`: names of the faults that were to happen, each of which must have. */
export function reportOf(world: World, findings: ReadonlyMap<string, Finding>, facts: RunFacts, chosen: readonly string[]): ChaosReport {
  const { accepted, refused, errored } = countSubmissions(world.journal);
  const lost = judgeJournal(world.journal).lost;
  const of = (id: string): Finding => findings.get(id) ?? { checked: 0, violated: [] };
  const round = (value: number): number => Math.round(value * 100) / 100;
  const report = {
    seconds: Math.round(facts.seconds), attempted: accepted.length + refused.length + errored.length, accepted: accepted.length, refused: refused.length, errored: errored.length, leads: world.leads.length,
    lost: lost.length + of('1.accepted-stored').violated.length, doubleAssigned: of('4.one-owner').violated.length, effectsDoubled: doubledBeyondPromise(world).length, deadLetters: world.deadLetters.length,
    faults: facts.faults, skipped: facts.skipped, failpoints: facts.failpoints, invariants: Object.fromEntries([...findings].map(([id, { checked, violated }]) => [id, { checked, violated: violated.length }])),
    seed: facts.seed, maxPerSecond: round(facts.maxPerSecond), perSecond: round(facts.perSecond), approved: facts.approved, longestWait: round(longestWait(world.journal)), endedAlone: facts.endedAlone,
  };
  return { ...report, problems: [...facts.troubles, ...tooLittle(report, chosen), ...lost.map(({ sentence }) => sentence), ...wordFindings(findings), ...facts.endedAlone] };
}

function tooLittle({ accepted, faults, invariants }: Pick<ChaosReport, 'accepted' | 'faults' | 'invariants'>, chosen: readonly string[]): string[] {
  return [
    ...(accepted < FEWEST_ACCEPTED ? [`Only ${accepted} submissions were accepted; below ${FEWEST_ACCEPTED} a run proves nothing.`] : []),
    ...chosen.filter((name) => !faults[name]).map((name) => `The fault ${name} never happened.`),
    ...['1.accepted-stored', '2.one-end', '4.one-owner', '9.effects-once', '12.heard-once'].filter((id) => !invariants[id]?.checked).map((id) => `Invariant ${id} had nothing to look at.`),
  ];
}

function wordFindings(findings: ReadonlyMap<string, Finding>): string[] {
  return [...findings].flatMap(([id, { checked, violated }]) => {
    if (violated.length === 0) return [];
    const more = violated.length > SHOWN ? [`  and ${violated.length - SHOWN} more`] : [];
    return [`${id} (${allInvariants.find((one) => one.id === id)?.says ?? id}): ${violated.length} of ${checked}`, ...violated.slice(0, SHOWN).map((sentence) => `  ${sentence}`), ...more];
  });
}
