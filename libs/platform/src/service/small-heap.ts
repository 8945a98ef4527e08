import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Before it collects, V8 lets a heap grow to up to four times what lives in it; ours is mostly messages that are done with. With this
 * the next collection comes when it has grown by so much: two thirds of the memory for 7 % more CPU (docs/performance.md).
 */
const GROWTH_PERCENT = 40;

/** Call it first. It collects once, because a heap that was never collected grows as it likes until it is. */
export function keepHeapSmall(): void {
  setFlagsFromString(`--heap-growing-percent=${GROWTH_PERCENT}`);
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  setFlagsFromString('--no-expose-gc');
}
