import { describe } from 'vitest';
import { machineName } from '../../src/domain/machine-name.js';
import { openMachines } from '../../src/providers/machines/open-machines.js';
import { pwshMissing } from '../support/pwsh.js';
import { temporaryDirectory } from '../support/temporary-directory.js';
import { sshdMissing, startSshd } from './machines/real-sshd.js';
import { writeSimulatedMachine } from './machines/simulated-machine.js';
import { describeMachines } from './machines.js';

const missing = sshdMissing ?? pwshMissing;

describe.skipIf(missing !== undefined)(
  `OpenSSH's server and the real script (${missing ?? 'in a real PowerShell'})`,
  () => {
    describeMachines('over ssh', async () => {
      const place = temporaryDirectory();
      const sshd = await startSshd(place.path, writeSimulatedMachine(place.path, 'ETL01'));
      const machines = openMachines({
        reachOf: async () => ({ transport: 'ssh', target: sshd.target }),
        parallelism: 4,
      });
      return {
        machines,
        machine: machineName('etl01.corp.example'),
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
