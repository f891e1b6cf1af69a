import { startTestSandbox } from '../../packages/sandbox/test/support/sandbox.js';
import { machineName } from '../../src/domain/machine-name.js';
import { openMachines } from '../../src/providers/machines/open-machines.js';
import { readPrivateKey } from '../../src/providers/machines/ssh/connect-ssh.js';
import { parseKnownHosts } from '../../src/providers/machines/ssh/known-hosts.js';
import { secret } from '../../src/providers/secret.js';
import { describeMachines } from './machines.js';

describeMachines('of a sandbox', async () => {
  const sandbox = await startTestSandbox({ fleet: { joined: false } });
  const { host, port, hostKey, privateKey } = sandbox.connection.ssh;
  const machine = machineName('ETL01');
  const { key } = readPrivateKey(secret(privateKey), undefined, 'the sandbox');
  const knownHosts = parseKnownHosts(`[${host}]:${port} ${hostKey}`, 'the sandbox');
  const target = { host, port, user: machine, login: { key }, knownHosts };
  const machines = openMachines({ reachOf: async () => ({ transport: 'ssh', target }), parallelism: 4 });
  return {
    machines,
    machine,
    open: () => sandbox.running.sessionCount(),
    async [Symbol.asyncDispose]() {
      await machines[Symbol.asyncDispose]();
      await sandbox[Symbol.asyncDispose]();
    },
  };
});
