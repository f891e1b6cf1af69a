import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { openMachines } from '../dist/providers/machines/open-machines.js';
import { parseKnownHosts } from '../dist/providers/machines/ssh/known-hosts.js';
import { secret } from '../dist/providers/secret.js';
import { median, rounded } from './measure.mjs';

const count = 100;
const parallelism = 8;
const roundTripMilliseconds = 200;
const server = fileURLToPath(new URL('machine-server.mjs', import.meta.url));
const never = new AbortController().signal;

/**
 * (e) 100 machines behind a network with round trips of 200 ms, looked at eight at a time, against one such look: what
 * would be 100 / 8 of it if nothing else took time.
 */
export async function machines() {
  const child = spawn(process.execPath, [server, `${roundTripMilliseconds}`], { stdio: ['pipe', 'pipe', 'inherit'] });
  try {
    const [line] = await once(createInterface(child.stdout), 'line');
    const place = JSON.parse(line);
    // The first one also loads the protocol.
    await inspectAll(place, 1);
    const alone = [];
    for (let round = 0; round < 3; round += 1) alone.push(await inspectAll(place, 1));
    const one = median(alone);
    const all = await inspectAll(place, count);
    const examined = await inspectAll(place, count, { connect: [{ host: 'sqletl01', port: 8391 }] });
    return {
      count,
      parallelism,
      oneSeconds: rounded(one),
      allSeconds: rounded(all),
      ratio: rounded(all / ((count / parallelism) * one)),
      // (i) What the doctor reads travels in the same request.
      examinedSeconds: rounded(examined),
      ratioExamined: rounded(examined / all),
    };
  } finally {
    child.stdin.end();
  }
}

/** Seconds for looking at so many machines, with their connections; with an examination where one is asked for. */
async function inspectAll({ port, knownHosts }, number, examine) {
  const known = parseKnownHosts(knownHosts, 'the bench');
  const world = openMachines({
    reachOf: async (machine) => ({
      transport: 'ssh',
      target: { host: '127.0.0.1', port, user: machine, login: { password: secret('any') }, knownHosts: known },
    }),
    parallelism,
  });
  try {
    const names = Array.from({ length: number }, (_, index) => `ETL${index}`);
    const began = performance.now();
    const seen = await Promise.all(names.map((name) => world.inspect(name, never, examine)));
    const seconds = (performance.now() - began) / 1000;
    for (const each of seen) {
      if (!each.known) throw new Error(each.reason);
      if (examine !== undefined && each.value.examination === undefined) throw new Error('nothing was examined');
    }
    return seconds;
  } finally {
    await world[Symbol.asyncDispose]();
  }
}
