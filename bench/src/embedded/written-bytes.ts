import { readFileSync } from 'node:fs';

/** Bytes that a process has given to the disk since it began. */
export const writtenBytes = (pid: number): number => Number(/^write_bytes: (\d+)/m.exec(readFileSync(`/proc/${pid}/io`, 'utf8'))![1]);
