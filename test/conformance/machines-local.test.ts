import { hostname } from 'node:os';
import { describe } from 'vitest';
import { machineName } from '../../src/domain/machine-name.js';
import { openMachines } from '../../src/providers/machines/open-machines.js';
import { lacking } from '../support/posix.js';
import { pwshMissing } from '../support/pwsh.js';
import { temporaryDirectory } from '../support/temporary-directory.js';
import { writeSimulatedMachine } from './machines/simulated-machine.js';
import { describeMachines } from './machines.js';

const missing = pwshMissing ?? lacking.shell;

describe.skipIf(missing !== undefined)(`the real script (${missing ?? 'in a real PowerShell'})`, () => {
  describeMachines('on this machine', async () => {
    const place = temporaryDirectory();
    const program = writeSimulatedMachine(place.path, hostname());
    const machines = openMachines({
      reachOf: async () => ({ transport: 'local' }),
      parallelism: 4,
      here: { hostName: hostname(), powerShell: { program } },
    });
    return {
      machines,
      machine: machineName(hostname()),
      open: () => 0,
      async [Symbol.asyncDispose]() {
        await machines[Symbol.asyncDispose]();
        place[Symbol.dispose]();
      },
    };
  });
});
