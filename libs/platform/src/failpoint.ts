import { terminal } from '#contracts';
import { armFailpoint, FAILPOINTS } from '#persistence';
import type { Environment } from './environment.js';

/**
 * Arms `FAILPOINT=<name>:<n>`: at the n-th pass of that commit point the process ends as by `kill -9`. Nothing happens unless
 * NODE_ENV is test as well. Errors: ENVIRONMENT.INVALID, terminal, when it names no point or no pass.
 */
export function armFailpointOf(environment: Environment, arm: typeof armFailpoint = armFailpoint): void {
  const setting = environment.setting('FAILPOINT');
  if (setting === undefined || environment.setting('NODE_ENV') !== 'test') return;
  const [, name, pass] = /^(\w+):([1-9]\d*)$/.exec(setting) ?? [];
  const known = FAILPOINTS.find((one) => one === name);
  if (!known) throw terminal('ENVIRONMENT.INVALID', `FAILPOINT is "${setting}"; it is a point and the pass at which the process ends, e.g. K3:2. Points: ${FAILPOINTS.join(', ')}.`);
  arm(known, Number(pass));
}
