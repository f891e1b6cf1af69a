import { spawn } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { cli } from './measure.mjs';

/** A clock tick of /proc in milliseconds: USER_HZ is 100 on Linux. */
const tick = 10;

/** A `scaleout watch --json` in a process of its own. What it says on standard error ends the benchmark. */
export function startWatch(words) {
  const child = spawn(process.execPath, [cli, 'watch', ...words, '--json', '--no-history'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, SCALEOUT_WATCH_LISTEN: '127.0.0.1:0' },
  });
  const gone = new Promise((resolve) => child.once('exit', resolve));
  const waiting = [];
  const runs = [];
  let listening;
  const url = new Promise((resolve) => {
    listening = resolve;
  });
  let problem;
  let isStopping = false;
  const end = (error) => {
    problem ??= error;
    for (const { reject } of waiting.splice(0)) reject(problem);
  };
  child.stderr.on('data', (text) => {
    if (!isStopping) end(new Error(`the watch says: ${text}`));
  });
  void gone.then((code) => end(new Error(`the watch ended with ${code}`)));
  createInterface({ input: child.stdout }).on('line', (line) => {
    const event = JSON.parse(line);
    if (event.type === 'http_started') listening(event.url);
    if (event.type !== 'reconciled') return;
    const next = waiting.shift();
    if (next === undefined) runs.push(event);
    else next.resolve(event);
  });
  return {
    /** Where it answers. */
    url,
    /** The event of the next run that has ended. */
    nextRun() {
      if (problem !== undefined) return Promise.reject(problem);
      const event = runs.shift();
      if (event !== undefined) return Promise.resolve(event);
      return new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
      });
    },
    /** Looks at once. */
    wake: () => child.kill('SIGHUP'),
    usage: () => usage(child.pid),
    async stop() {
      isStopping = true;
      child.kill('SIGTERM');
      await gone;
    },
  };
}

/** Milliseconds of processor time, resident memory, and open files and sockets. On Linux alone. */
async function usage(pid) {
  const [stat, status, files] = await Promise.all([
    readFile(`/proc/${pid}/stat`, 'utf8'),
    readFile(`/proc/${pid}/status`, 'utf8'),
    readdir(`/proc/${pid}/fd`),
  ]);
  // The name in brackets may hold anything; utime and stime are the 14th and 15th field.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return {
    cpu: (Number(fields[11]) + Number(fields[12])) * tick,
    residentMB: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024,
    handles: files.length,
  };
}
