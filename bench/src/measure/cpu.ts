import { readFileSync } from 'node:fs';

/** Ticks of /proc/<pid>/stat a second; Linux gives user space 100 whatever the kernel counts in. */
const TICKS = 100;

/** CPU-seconds (user and system) of processes, their running children and those they waited for. Errors: an Error naming a process that is gone. */
export const cpuSeconds = (pids: readonly number[]): number => pids.reduce((sum, pid) => sum + ownSeconds(pid) + cpuSeconds(childrenOf(pid)), 0);

function ownSeconds(pid: number): number {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch (error) {
    throw new Error(`Process ${pid} ended while it was measured. See its log.`, { cause: error });
  }
  return ticksOf(stat) / TICKS;
}

/** utime, stime, cutime and cstime of a line of /proc/<pid>/stat. The name in it may hold spaces and brackets. */
export function ticksOf(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0);
}

function childrenOf(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return children === '' ? [] : children.split(' ').map(Number);
}
