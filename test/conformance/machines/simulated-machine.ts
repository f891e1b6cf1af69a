import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { shellWord } from '../../../src/text/printable.js';
import { pwsh } from '../../support/pwsh.js';

const bridge = fileURLToPath(new URL('stand-in-powershell.mjs', import.meta.url));
const simulation = fileURLToPath(new URL('../../providers/machines/script/simulated-windows.ps1', import.meta.url));

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
  return writeStandInPowerShell(place, { PWSH: pwsh, MACHINE_WORLD: world, STAND_INS: JSON.stringify([simulation]) });
}

/** Writes a program that stands for powershell.exe, with that environment of stand-in-powershell.mjs. Needs a POSIX shell. */
export function writeStandInPowerShell(place: string, environment: Readonly<Record<string, string>>): string {
  const program = join(place, 'powershell');
  const variables = Object.entries(environment).map(([name, value]) => `${name}=${shellWord(value, 'linux')}`);
  const words = [process.execPath, bridge].map((word) => shellWord(word, 'linux'));
  writeFileSync(program, `#!/bin/sh\n${[...variables, 'exec', ...words].join(' ')} "$@"\n`);
  chmodSync(program, 0o700);
  return program;
}
