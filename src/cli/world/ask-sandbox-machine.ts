import { ScaleoutError } from '../../errors.js';
import type { MachineName } from '../../machine-name.js';
import { defaultMachineLimits } from '../../providers/machines/limits.js';
import { failureOf, unansweredOperation } from '../../providers/machines/machine-error.js';
import { encodeInput } from '../../providers/machines/script/frame.js';
import type { ByHandRequest, OperationAnswer } from '../../providers/machines/script/wire.js';
import { parseKnownHosts } from '../../providers/machines/ssh/known-hosts/parse-known-hosts.js';
import { openSsh } from '../../providers/machines/ssh/open-ssh.js';
import { readPrivateKey } from '../../providers/machines/ssh/private-key.js';
import { secret } from '../../providers/secret/secret.js';
import type { SshConnection } from '../../sandbox/connection.js';

/** Has a sandbox's machine carry out the request of a script, as its administrator would. Throws `machine.*`. */
export async function askMachine(
  ssh: SshConnection,
  machine: MachineName,
  request: ByHandRequest,
  signal: AbortSignal,
): Promise<OperationAnswer> {
  const { host, port, hostKey, privateKey } = ssh;
  const { key } = readPrivateKey(secret(privateKey), undefined, 'the sandbox');
  const knownHosts = parseKnownHosts(`[${host}]:${port} ${hostKey}\n`, 'the sandbox');
  const target = { host, port, user: machine, login: { key }, knownHosts };
  await using connection = await openSsh(machine, target, defaultMachineLimits, signal);
  const exchange = await connection.exchange(encodeInput(request), signal);
  if (exchange.outcome !== 'answered') throw unansweredOperation(machine, request.operation, exchange);
  const { answer } = exchange;
  if (!answer.ok) throw failureOf(machine, request.operation, answer);
  if (!('changed' in answer.value)) {
    throw new ScaleoutError(
      'machine.script-failed',
      `${request.operation} on ${machine} answered what makes no sense.`,
    );
  }
  return answer.value;
}
