import type { MachineObservation, StoredCertificate } from '../../src/domain/machines.js';
import { type DiagnosedFleet, nodeNames, nodeOf, workerOf } from './diagnosed-fleet.js';
import type { MachineParts } from './machine-build.js';

export function machineIn(fleet: DiagnosedFleet, name: string): MachineObservation {
  const machine = fleet.machines[name];
  if (machine === undefined || typeof machine === 'string') throw new Error(`${name} was not looked at.`);
  return machine;
}

/** Keeps what other faults did to other parts of the machine. */
export function changeMachine(fleet: DiagnosedFleet, name: string, parts: Partial<MachineObservation>): void {
  fleet.machines[name] = { ...machineIn(fleet, name), ...parts };
}

/** The parts of an installation that another config or service makes. */
export function changeService(
  fleet: DiagnosedFleet,
  name: string,
  parts: Pick<MachineParts, 'config' | 'service'>,
): void {
  const isNode = (nodeNames as readonly string[]).includes(name);
  const before = machineIn(fleet, name).installations[0];
  const [made] = (isNode ? nodeOf(name, parts) : workerOf(name, parts)).installations;
  if (before === undefined || made === undefined) throw new Error(`${name} has no service.`);
  const config = parts.config === undefined ? before.config : made.config;
  const service = parts.service === undefined ? before.service : { ...before.service, ...parts.service };
  changeMachine(fleet, name, { installations: [{ ...before, config, service }] });
}

type StoreName = 'root' | 'my';

/** Another certificate in the place of one; undefined takes it out. */
export function replaceCertificate(
  fleet: DiagnosedFleet,
  name: string,
  store: StoreName,
  print: string,
  by: (found: StoredCertificate) => StoredCertificate | undefined,
): void {
  const seen = machineIn(fleet, name)[store];
  if (!seen.known) throw new Error(`The store of ${name} is not known.`);
  const certificates = seen.value.certificates.flatMap((found) =>
    found.thumbprint === print ? (by(found) ?? []) : [found],
  );
  changeMachine(fleet, name, { [store]: storeOf(certificates) });
}

function storeOf(certificates: readonly StoredCertificate[]) {
  const thumbprints = new Set(certificates.map(({ thumbprint }) => thumbprint));
  return { known: true, value: { thumbprints, certificates } } as const;
}

export function addCertificate(
  fleet: DiagnosedFleet,
  name: string,
  store: StoreName,
  certificate: StoredCertificate,
): void {
  const seen = machineIn(fleet, name)[store];
  if (!seen.known) throw new Error(`The store of ${name} is not known.`);
  changeMachine(fleet, name, { [store]: storeOf([...seen.value.certificates, certificate]) });
}

export function breakConfig(fleet: DiagnosedFleet, name: string): void {
  const [before] = machineIn(fleet, name).installations;
  if (before?.config.known !== true) throw new Error(`${name} has no config.`);
  const value = { ...before.config.value, content: Buffer.from('{ "PortNumber": 8391,').toString('base64') };
  changeMachine(fleet, name, { installations: [{ ...before, config: { known: true, value } }] });
}
