import type { Fault } from '../fault.js';

const CALLS = 30;

export const duplicates: Fault = {
  name: 'duplicates', says: `${CALLS} calls that were answered are sent again up to three times each, shuffled and all at once`,
  async run({ sent, sendAgain, random }) {
    const chosen = random.shuffle(sent()).slice(0, CALLS);
    const again = random.shuffle(chosen.flatMap((call) => Array.from({ length: random.int(1, 3) }, () => call)));
    await sendAgain(again);
    return again.length;
  },
};
