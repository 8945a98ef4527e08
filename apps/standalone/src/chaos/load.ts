import { objectIdOf } from '../../../sandbox/src/plan/in-crm.js';
import type { PlannedCall } from '../../../sandbox/src/plan/planned-call.js';
import type { Plan } from '../../../sandbox/src/plan-calls.js';
import { sendCalls, type SendOptions } from '../../../sandbox/src/send-calls.js';

/** Longer than anything is down. */
const PATIENCE_MS = 180_000;

/** Sends a plan at a rate of its own, whether or not anybody answers (open loop); each sender sends again until it is answered. */
export class Load {
  readonly sent: PlannedCall[] = [];
  private readonly groups: PlannedCall[][];
  private readonly people: ReadonlyMap<string, Plan['people'][number]>;
  private readonly underWay = new Set<Promise<unknown>>();

  constructor(private readonly plan: Plan, private readonly options: Omit<SendOptions, 'concurrency' | 'patienceMs' | 'onProgress'>) {
    this.groups = groupsOf(plan.calls);
    this.people = new Map(plan.people.map((person) => [objectIdOf(person), person]));
  }

  get left(): number {
    return this.groups.length;
  }

  /** The first submissions of the plan, a few at once, one after the other is answered. */
  async sendFirst(submissions: number, concurrency: number): Promise<number> {
    const groups: PlannedCall[][] = [];
    while (sizeOf(groups.flat()) < submissions && this.groups.length > 0) groups.push(this.groups.shift()!);
    await this.send(groups.flat(), concurrency);
    return sizeOf(groups.flat());
  }

  /** Until `isOver`, or until nothing of the plan is left. Resolves with the submissions sent when all are answered. */
  async sendOpen(perSecond: number, isOver: () => boolean): Promise<number> {
    const began = performance.now();
    let submissions = 0;
    while (!isOver() && this.groups.length > 0) {
      const wait = began + (submissions / perSecond) * 1_000 - performance.now();
      if (wait > 0) await new Promise((done) => setTimeout(done, Math.min(wait, 200)));
      if (wait > 200) continue;
      const group = this.groups.shift()!;
      submissions += sizeOf(group);
      this.follow(this.send(group, group.length));
    }
    await Promise.all(this.underWay);
    return submissions;
  }

  /** Sends calls once more. */
  async again(calls: readonly PlannedCall[]): Promise<void> {
    await Promise.all(calls.map((call) => this.send([{ ...call, afterMs: null }], 1)));
  }

  private follow(sending: Promise<unknown>): void {
    const one = sending.finally(() => this.underWay.delete(one));
    this.underWay.add(one);
  }

  private async send(calls: readonly PlannedCall[], concurrency: number): Promise<void> {
    const people = calls.flatMap(({ submissions }) => submissions.flatMap(({ objectId }) => (objectId === null ? [] : (this.people.get(objectId) ?? []))));
    await sendCalls({ submissions: sizeOf(calls), calls, people }, { ...this.options, concurrency, patienceMs: PATIENCE_MS });
    this.sent.push(...calls);
  }
}

const sizeOf = (calls: readonly PlannedCall[]): number => calls.reduce((sum, { submissions }) => sum + submissions.length, 0);

/** Each call with those that leave a set time after it. */
function groupsOf(calls: readonly PlannedCall[]): PlannedCall[][] {
  const groups: PlannedCall[][] = [];
  for (const call of calls) {
    if (call.afterMs !== null && groups.length > 0) groups.at(-1)!.push(call);
    else groups.push([call]);
  }
  return groups;
}
