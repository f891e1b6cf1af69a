import { createHash, X509Certificate } from 'node:crypto';
import type { InspectAnswer, MachineAnswer, OperationAnswer } from '../../src/model/machines/answers.js';
import type { MachineRequest } from '../../src/model/machines/requests.js';
import {
  configFields,
  encodeConfig,
  settingReaderOf,
  settingsFileOf,
  writeSettings,
} from '../../src/model/machines/settings-file.js';
import type { Row } from '../../src/model/store.js';
import type { World } from '../../src/model/world.js';

/** Puts a request to a machine of a sandbox, by whatever way. */
export type Ask = (machine: string, request: MachineRequest) => MachineAnswer | Promise<MachineAnswer>;

export const mark = 'ssis-scaleout test';
export const firewallRule = 'ssis-scaleout master';

export async function operate(
  ask: Ask,
  machine: string,
  request: Exclude<MachineRequest, { readonly operation: 'inspect' }>,
): Promise<OperationAnswer> {
  return (await answered(ask, machine, request)) as OperationAnswer;
}

export async function inspect(ask: Ask, machine: string): Promise<InspectAnswer> {
  return (await answered(ask, machine, { operation: 'inspect' })) as InspectAnswer;
}

async function answered(ask: Ask, machine: string, request: MachineRequest) {
  const answer = await ask(machine, request);
  if (!answer.ok) throw new Error(`${machine}: ${request.operation}: ${answer.code}: ${answer.message}`);
  return answer.value;
}

/** The certificate, base64 of DER, that the config of a machine's service names. */
export async function ownCertificate(ask: Ask, machine: string, role: 'master' | 'worker'): Promise<string> {
  const { installations, root, my } = await inspect(ask, machine);
  const config = installations.find((one) => one.role === role)?.config;
  const setting = settingReaderOf({ ...configFields(Buffer.from(config?.content ?? '', 'base64')) });
  const named = setting?.(role === 'master' ? 'SSLCertThumbprint' : 'WorkerHttpsCertThumbprint');
  const found = [...(root.value?.certificates ?? []), ...(my.value?.certificates ?? [])].find(
    ({ certificate }) => thumbprintOf(certificate) === named,
  );
  if (found === undefined) throw new Error(`${machine} has no certificate ${named}`);
  return found.certificate;
}

export function thumbprintOf(der: string): string {
  return new X509Certificate(Buffer.from(der, 'base64')).fingerprint.replaceAll(':', '');
}

/** Changes keys of a config, and leaves the rest of it as it is. */
export async function changeConfig(
  ask: Ask,
  machine: string,
  role: 'master' | 'worker',
  changes: Readonly<Record<string, string | number | boolean>>,
): Promise<OperationAnswer> {
  const { installations } = await inspect(ask, machine);
  const config = installations.find((one) => one.role === role)?.config;
  const bytes = Buffer.from(config?.content ?? '', 'base64');
  return operate(ask, machine, {
    operation: 'writeConfig',
    path: config?.path ?? '',
    content: edited(bytes, changes).toString('base64'),
    expectedSha256: createHash('sha256').update(bytes).digest('hex'),
  });
}

function edited(bytes: Buffer, changes: Readonly<Record<string, string | number | boolean>>): Buffer {
  const fields = configFields(bytes);
  const file = settingsFileOf({ ...fields });
  if (file === undefined) throw new Error('the config is no JSON of settings');
  return encodeConfig(writeSettings(file, changes), fields.configEncoding);
}

/** Brings bare machines into service, one operation after the other, as an administrator would. */
export async function installFleet(
  ask: Ask,
  fleet: { readonly masters: readonly string[]; readonly workers: readonly string[]; readonly endpoint: string },
): Promise<void> {
  const [first = ''] = fleet.masters;
  const master = await ownCertificate(ask, first, 'master');
  for (const node of fleet.masters) {
    await operate(ask, node, { operation: 'openFirewall', name: firewallRule, port: 8391 });
    for (const worker of fleet.workers) await trust(ask, node, await ownCertificate(ask, worker, 'worker'));
  }
  for (const worker of fleet.workers) {
    await trust(ask, worker, master);
    await changeConfig(ask, worker, 'worker', {
      MasterEndpoint: fleet.endpoint,
      MasterHttpsCertThumbprint: thumbprintOf(master),
    });
    await operate(ask, worker, {
      operation: 'restartService',
      service: 'SSISScaleOutWorker160',
      timeoutSeconds: 60,
    });
  }
}

export function trust(ask: Ask, machine: string, certificate: string): Promise<OperationAnswer> {
  return operate(ask, machine, {
    operation: 'trustCertificate',
    certificate,
    thumbprint: thumbprintOf(certificate),
    mark,
  });
}

/** Changes fields of a machine's row in `windows`, behind the tool's back. */
export function editWindows(world: World, machine: string, edit: (row: Row) => Row): void {
  const known = world.editMachine(machine, ({ windows }) => ({ windows: { ...windows, ...edit(windows ?? {}) } }));
  if (!known) throw new Error(`no machine ${machine}`);
}
