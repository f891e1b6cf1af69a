import { hostname } from 'node:os';
import { describe } from 'vitest';
import { machineName } from '../../src/domain/machine-name.js';
import { openMachines } from '../../src/providers/machines/open-machines.js';
import { sshdMissing, startSshd } from '../conformance/machines/real-sshd.js';
import { describeMachines } from '../conformance/machines.js';
import { temporaryDirectory } from '../support/temporary-directory.js';
import { powershell, windowsMissing } from './machine.js';

const missing = windowsMissing ?? sshdMissing;

describe.skipIf(missing !== undefined)(
  `the script as it is, on Windows (${missing ?? 'in PowerShell on Wine'})`,
  () => {
    describeMachines("over OpenSSH's server", async () => {
      const place = temporaryDirectory();
      const sshd = await startSshd(place.path, powershell);
      const machines = openMachines({
        reachOf: async () => ({ transport: 'ssh', target: sshd.target }),
        parallelism: 4,
      });
      return {
        machines,
        machine: machineName(hostname()),
        open: sshd.open,
        async [Symbol.asyncDispose]() {
          await machines[Symbol.asyncDispose]();
          await sshd[Symbol.asyncDispose]();
          place[Symbol.dispose]();
        },
      };
    });
  },
);
