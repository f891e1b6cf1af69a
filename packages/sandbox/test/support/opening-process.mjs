// A process that opens a sandbox, tells what it got, and closes it when it is told to.
//   node opening-process.mjs DIRECTORY URL-OF-OPEN URL-OF-EXAMPLE-FLEET URL-OF-INSTANT URL-OF-JOIN
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const [directory, ...urls] = process.argv.slice(2);
const [{ openSandbox }, { exampleFleet }, { instantOf }, { joinServer }] = await Promise.all(
  urls.map((url) => import(url)),
);

const say = (value) => process.stdout.write(`${JSON.stringify(value)}\n`);

// All of them come to the door before any goes through.
say({ ready: true });
const input = createInterface({ input: process.stdin });
await once(input, 'line');
try {
  const sandbox = await openSandbox(directory, {
    fleet: () => exampleFleet(instantOf(Date.now())),
    join: joinServer,
    signal: new AbortController().signal,
  });
  say({ pid: process.pid, serving: sandbox.serving, connection: sandbox.connection });
  await once(input, 'line');
  await sandbox.close();
  say({ closed: true });
} catch (error) {
  say({ error: { code: error.code, message: error.message } });
}
input.close();
process.stdin.destroy();
