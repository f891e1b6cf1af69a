import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pwsh } from '../../support/pwsh.js';

const bridge = fileURLToPath(new URL('simulated-powershell.mjs', import.meta.url));

/** Writes a Windows machine with a worker into a folder; returns the program that stands for its powershell.exe. */
export function writeSimulatedMachine(place: string, hostName: string): string {
  const binaries = join(place, 'Binn');
  mkdirSync(binaries, { recursive: true });
  writeFileSync(join(binaries, 'WorkerSettings.config'), '\uFEFF{\r\n  "MasterEndpoint": ""\r\n}\r\n');
  const world = join(place, 'world.json');
  const state = {
    hostName,
    administrator: true,
    services: [
      {
        Name: 'SSISScaleOutWorker160',
        StartMode: 'Auto',
        State: 'Running',
        StartName: 'NT SERVICE\\SSISScaleOutWorker160',
        PathName: `"${join(binaries, 'Worker.exe')}"`,
      },
    ],
    registry: {},
    Root: [],
    My: [],
    sids: {},
    keys: {},
    keyFolder: join(place, 'keys'),
    acl: {},
    firewall: [],
    faults: {},
  };
  writeFileSync(world, JSON.stringify(state));
  const program = join(place, 'powershell');
  const environment = `PWSH='${pwsh}' MACHINE_WORLD='${world}'`;
  writeFileSync(program, `#!/bin/sh\n${environment} exec '${process.execPath}' '${bridge}' "$@"\n`);
  chmodSync(program, 0o700);
  return program;
}
