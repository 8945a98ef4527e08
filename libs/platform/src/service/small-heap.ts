import { setFlagsFromString } from 'node:v8';

/**
 * Before it collects, V8 lets a heap grow to up to four times what lives in it; ours is mostly messages that are done with. With this
 * the next collection comes when it has grown by so much: a third less memory for some 3 % more CPU (docs/performance.md).
 */
const GROWTH_PERCENT = 60;

/** Call it first: what has grown is given back late. */
export const keepHeapSmall = (): void => setFlagsFromString(`--heap-growing-percent=${GROWTH_PERCENT}`);
