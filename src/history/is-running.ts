import { hostname } from 'node:os';
import type { BeginLine } from './history-line.js';

/** Whether the process that began an apply is there still; undefined for one of another host. */
export function isRunning({ host, pid }: BeginLine['who']): boolean | undefined {
  if (host !== hostname() || pid < 1) return undefined;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is there, and another's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
