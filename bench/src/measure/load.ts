import { loadavg } from 'node:os';

/** Load average of the last minute: what else this machine is doing. */
export const loadAverage = (): number => round(loadavg()[0]!, 2);

export const round = (value: number, digits: number): number => Number(value.toFixed(digits));
