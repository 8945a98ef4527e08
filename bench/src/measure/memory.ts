import { readFileSync } from 'node:fs';

/** The most memory that a process ever had, MiB (VmHWM). */
export const peakMiB = (pid: number): number => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1_024;
