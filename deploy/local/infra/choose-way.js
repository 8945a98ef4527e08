// @ts-check

/**
 * How one of the two servers is had. Addresses given win; then what already runs here stays; a container engine serves
 * one broker and the database; three brokers are always local programs.
 * @param {{ given?: string, running: 'docker' | 'local' | null, engine: () => boolean, brokers?: number }} facts
 * @returns {'given' | 'docker' | 'local'}
 */
export function chooseWay({ given, running, engine, brokers = 1 }) {
  if (given) return 'given';
  if (running) return running;
  return brokers === 1 && engine() ? 'docker' : 'local';
}

/**
 * How many brokers to have: the number asked for, else as many as run, else one.
 * @param {number | undefined} asked @param {number} running 0 = none
 */
export function chooseBrokers(asked, running) {
  if (asked !== undefined && asked !== 1 && asked !== 3) throw new Error(`--brokers is 1 or 3, not ${asked}.`);
  if (asked !== undefined && running > 0 && asked !== running) throw new Error(`${running === 1 ? '1 broker runs' : `${running} brokers run`} here, not ${asked}: npm run infra:down, then again.`);
  return asked ?? (running || 1);
}
