import { machineName } from '../../../src/domain/machine-name.js';
import { openMachines } from '../../../src/providers/machines/open-machines.js';
import type { SshTarget } from '../../../src/providers/machines/reach.js';
import { decodeInput, encodeAnswer } from '../../../src/providers/machines/script/frame.js';
import type { MachineRequest } from '../../../src/providers/machines/script/wire.js';
import { password, targetOf } from '../../providers/machines/ssh/ssh-client.js';
import { drop, type SshServer, startSshServer } from '../../providers/machines/support/ssh-server.js';
import type { CannedSubject, CannedWish } from '../machines-subject.js';
import { handClock } from './hand-clock.js';

/** A machine behind an SSH server of the test's own. */
export async function bySsh(wish: CannedWish): Promise<CannedSubject> {
  return subjectOf(wish, []);
}

export async function bySshThroughBastion(wish: CannedWish): Promise<CannedSubject> {
  const serve = async () => undefined;
  return subjectOf(wish, [await startSshServer({ serve, password, forwards: true })]);
}

async function subjectOf({ answer }: CannedWish, bastions: readonly SshServer[]): Promise<CannedSubject> {
  const requests: MachineRequest[] = [];
  let arrived = 0;
  const server = await startSshServer({
    password,
    async serve({ input, channel, connection }) {
      const request = decodeInput(await input);
      arrived += 1;
      if (request.operation !== 'inspect') requests.push(request);
      const wanted = answer(request);
      if (wanted === 'hang') return;
      if (wanted === 'cut') {
        drop(connection);
        return;
      }
      channel.write('Welcome to ETL01!\r\n');
      channel.write('prints' in wanted ? wanted.prints : `${encodeAnswer(wanted)}\r\n`);
      channel.exit(0);
      channel.end();
    },
  });
  const [bastion] = bastions;
  const target: SshTarget = targetOf(server, bastion === undefined ? {} : { jump: targetOf(bastion) });
  const clock = handClock();
  const machines = openMachines({
    reachOf: async () => ({ transport: 'ssh', target }),
    parallelism: 4,
    limits: { close: 500 },
    clock,
  });
  return {
    machines,
    machine: machineName('ETL01'),
    requests,
    arrived: () => arrived,
    elapse: clock.elapse,
    open: () => [server, ...bastions].reduce((sum, each) => sum + each.open, 0),
    async [Symbol.asyncDispose]() {
      await machines[Symbol.asyncDispose]();
      await Promise.all([server, ...bastions].map((each) => each[Symbol.asyncDispose]()));
    },
  };
}
