import { once } from 'node:events';
import { chmodSync, writeFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { machineName } from '../../../src/domain/machine-name.js';
import { openMachines } from '../../../src/providers/machines/open-machines.js';
import type { Reach } from '../../../src/providers/machines/reach.js';
import { decodeInput, encodeAnswer } from '../../../src/providers/machines/script/frame.js';
import type { MachineRequest } from '../../../src/providers/machines/script/wire.js';
import { secret } from '../../../src/providers/secret.js';
import { password } from '../../providers/machines/ssh/ssh-client.js';
import { temporaryDirectory } from '../../support/temporary-directory.js';
import type { CannedSubject, CannedWish } from '../machines-subject.js';
import { handClock } from './hand-clock.js';

const fake = fileURLToPath(new URL('fake-powershell.mjs', import.meta.url));

/** A program in place of this machine's PowerShell, which asks the test what to answer. */
export async function byPowerShell({ answer }: CannedWish, transport: 'local' | 'winrm'): Promise<CannedSubject> {
  const place = temporaryDirectory();
  const path = join(place.path, 'socket');
  const program = join(place.path, 'powershell');
  writeFileSync(program, `#!/bin/sh\nFAKE_POWERSHELL_SOCKET='${path}' exec '${process.execPath}' '${fake}'\n`);
  chmodSync(program, 0o700);
  const requests: MachineRequest[] = [];
  const sockets = new Set<Socket>();
  let arrived = 0;
  const server = createServer(async (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    const input = await allOf(socket);
    const request = decodeInput(transport === 'local' ? input : remoteInput(input));
    arrived += 1;
    if (request.operation !== 'inspect') requests.push(request);
    const wanted = answer(request);
    if (wanted === 'hang') return;
    const prints = wanted === 'cut' ? '' : 'prints' in wanted ? wanted.prints : `${encodeAnswer(wanted)}\r\n`;
    socket.end(JSON.stringify({ prints, dies: wanted === 'cut' }));
  });
  server.listen(path);
  await once(server, 'listening');
  const credential = { user: 'CORP\\ann', password: secret(password) };
  const reach: Reach =
    transport === 'local' ? { transport } : { transport, target: { host: 'etl01', port: 5986, credential } };
  const clock = handClock();
  const machines = openMachines({
    reachOf: async () => reach,
    parallelism: 4,
    clock,
    here: { hostName: 'etl01', powerShell: { program } },
  });
  return {
    machines,
    machine: machineName('ETL01'),
    requests,
    arrived: () => arrived,
    elapse: clock.elapse,
    open: () => sockets.size,
    async [Symbol.asyncDispose]() {
      await machines[Symbol.asyncDispose]();
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      place[Symbol.dispose]();
    },
  };
}

/** What the session on the other machine would be given. */
function remoteInput(input: string): string {
  const { input: inner } = JSON.parse(Buffer.from(input, 'base64').toString('utf8'));
  return String(inner);
}

/** Up to the mark of its end: a side that is closed already would not show the death of a process. */
async function allOf(socket: Socket): Promise<string> {
  const chunks: Buffer[] = [];
  return new Promise((resolve) => {
    socket.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      if (chunk.at(-1) === 0) resolve(Buffer.concat(chunks).subarray(0, -1).toString('latin1'));
    });
  });
}
