import type { AppName } from '#contracts';
import type { Edge, Later, Outcome, Query, Stage } from '../stages/stage.js';
import type { Answer, IntakeStage, ReadCall } from '../stages/intake.stage.js';
import type { FloorDatabase } from './floor-database.js';
import type { FloorLog } from './floor-log.js';

/** Leads of calls that share a transaction. */
const MOST_LEADS = 500;

export interface LoopParts { readonly database: FloorDatabase; readonly log: FloorLog; readonly intake: IntakeStage; readonly stages: readonly Stage[]; readonly edge: Edge; begin: Begin; onFatal(error: unknown): void }

/** Begins what has to wait for the outside; what comes of it is committed through the loop. */
export type Begin = (later: Later, loop: FloorLoop) => void;

/** Asks the tables within a transaction. */
export type Read = <R>(query: Query) => R[];
interface Unit { readonly app: AppName; readonly run: (read: Read) => Outcome; readonly done: () => void }

/**
 * The whole floor in one process: calls that came together in one transaction, then every topic from its first stage to its last;
 * the groups of a topic share what is read and the transaction, each has a position of its own. Then what came back from outside
 * meanwhile, in one transaction.
 */
export class FloorLoop {
  private readonly calls: { call: ReadCall; answer: (answer: Answer) => void }[] = [];
  private readonly topics: { readonly topic: string; readonly stages: readonly Stage[]; position: number }[];
  private readonly units: Unit[] = [];
  private readonly later: Later[] = [];
  private scheduled = false;
  private stopped = false;

  constructor(private readonly parts: LoopParts) {
    this.topics = [...Map.groupBy(parts.stages, ({ topic }) => topic)].map(([topic, stages]) => ({ topic, stages, position: 0 }));
  }

  /** Resolves after the commit with what became of each lead. */
  take(bytes: Buffer): Promise<Answer> {
    const call = this.parts.intake.read(bytes, this.parts.edge);
    return new Promise((answer) => {
      this.calls.push({ call, answer });
      this.schedule();
    });
  }

  /** Puts something of an app's own into the next transaction; resolves after its commit. */
  commit(app: AppName, run: (read: Read) => Outcome): Promise<void> {
    return new Promise((done) => {
      this.units.push({ app, run, done });
      this.schedule();
    });
  }

  /** What is committed stays; nothing is begun any more. */
  stop(): void {
    this.stopped = true;
  }

  /** A turn of the event loop is one transaction of calls and one batch per topic; then requests get theirs. */
  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      if (this.stopped) return;
      try {
        const hadCalls = this.takeCalls();
        const hadEvents = this.topics.map((topic) => this.hear(topic)).includes(true);
        const hadUnits = this.runUnits();
        if (hadCalls || hadEvents || hadUnits) this.schedule();
      } catch (error) {
        this.parts.onFatal(error);
      }
    });
  }

  private takeCalls(): boolean {
    const { database, intake, edge } = this.parts;
    let leads = 0;
    const together = this.calls.splice(0, this.calls.findIndex(({ call }) => (leads += call.submissions.length) >= MOST_LEADS) + 1 || this.calls.length);
    if (together.length === 0) return false;
    const answers = database.write(() => {
      const calls = together.map(({ call }) => call);
      const outcome = intake.run(calls, database.query(intake.reads(calls)), edge);
      this.store('intake', outcome);
      return outcome.answers;
    });
    together.forEach(({ answer }, index) => answer(answers[index]!));
    return true;
  }

  private hear(heard: { readonly topic: string; readonly stages: readonly Stage[]; position: number }): boolean {
    const { database, log, edge } = this.parts;
    const next = log.next(heard.topic, heard.position);
    if (!next) return false;
    database.write(() => {
      for (const { group, topic, reads, run } of heard.stages) {
        this.store(group, run(next.batch, reads(next.batch).map((query) => database.query(query)), edge));
        log.advance(group, topic, next.last);
      }
    });
    heard.position = next.last;
    this.beginLater();
    return true;
  }

  private runUnits(): boolean {
    const { database } = this.parts;
    const together = this.units.splice(0);
    if (together.length === 0) return false;
    database.write(() => { for (const { app, run } of together) this.store(app, run((query) => database.query(query))); });
    for (const { done } of together) done();
    return true;
  }

  private store(app: AppName, { rows, changes = [], events, later = [] }: Outcome): void {
    const { database, log } = this.parts;
    for (const some of rows) database.insert(some);
    for (const change of changes) database.change(change);
    log.append(app, events);
    this.later.push(...later);
  }

  private beginLater(): void {
    for (const one of this.later.splice(0)) this.parts.begin(one, this);
  }
}
