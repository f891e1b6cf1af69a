import { createHash } from 'node:crypto';
import { machineName } from '../../src/domain/machine-name.js';
import {
  type Binding,
  type FirewallRule,
  type Installation,
  type MachineObservation,
  type MachineRole,
  type MachineService,
  type StoredCertificate,
  thumbprint,
} from '../../src/domain/machines.js';
import type { Observation } from '../../src/reconciler/view/machine.js';

/** A certificate for tests of the reconciler, which never looks into its DER. */
export function certificateOf(name: string, parts: Partial<StoredCertificate> = {}): StoredCertificate {
  const print = createHash('sha1').update(name).digest('hex');
  return {
    thumbprint: thumbprint(print),
    der: Buffer.from(`public half of ${name}`).toString('base64'),
    subject: `CN=${name}`,
    issuer: `CN=${name}`,
    names: [name],
    notBefore: '2026-01-01T00:00:00.000Z',
    notAfter: '2036-01-01T00:00:00.000Z',
    selfSigned: true,
    weakness: null,
    authority: null,
    friendlyName: '',
    keyReaders: null,
    ...parts,
  };
}

const sid = { master: 'S-1-5-80-1000', worker: 'S-1-5-80-2000' } as const;

export interface MachineParts {
  readonly root?: readonly StoredCertificate[];
  readonly my?: readonly StoredCertificate[];
  readonly service?: Partial<MachineService>;
  readonly config?: Readonly<Record<string, unknown>>;
  readonly bindings?: readonly Binding[];
  readonly firewall?: readonly FirewallRule[];
  readonly observation?: Partial<MachineObservation>;
}

/** The certificates of a machine's own role, with a key that its service may read. */
export function ownCertificate(name: string, role: MachineRole): StoredCertificate {
  return certificateOf(name, { keyReaders: { known: true, value: ['S-1-5-18', sid[role]] } });
}

/** A machine with one installed role; its service runs by itself unless told otherwise. */
export function machineOf(machine: string, role: MachineRole, parts: MachineParts): MachineObservation {
  const content = Buffer.from(JSON.stringify(parts.config ?? {}, null, 2));
  const kind = role === 'master' ? 'Master' : 'Worker';
  const installation: Installation = {
    role,
    version: '160',
    service: {
      name: `SSISScaleOut${kind}160`,
      startMode: 'automatic',
      state: 'running',
      account: `NT Service\\SSISScaleOut${kind}160`,
      accountSid: sid[role],
      clustered: false,
      ...parts.service,
    },
    config: {
      known: true,
      value: {
        path: `C:\\Program Files\\Microsoft SQL Server\\160\\DTS\\Binn\\${kind}Settings.config`,
        content: content.toString('base64'),
        sha256: createHash('sha256').update(content).digest('hex'),
      },
    },
  };
  const store = (certificates: readonly StoredCertificate[]) =>
    ({
      known: true,
      value: { thumbprints: new Set(certificates.map((found) => found.thumbprint)), certificates },
    }) as const;
  return {
    machine: machineName(machine),
    hostName: machine,
    observedAt: '2026-11-24T02:15:20.000Z',
    administrator: true,
    installations: [installation],
    root: store(parts.root ?? []),
    my: store(parts.my ?? []),
    bindings: { known: true, value: parts.bindings ?? [] },
    firewall: { known: true, value: parts.firewall ?? [] },
    schannel: { sendTrustedIssuerList: null, clientAuthTrustMode: null },
    trouble: [],
    logs: [],
    ...parts.observation,
  };
}

/** What was seen of machines, by their names; a text is the reason why one could not be. */
export function seenMachines(machines: Readonly<Record<string, MachineObservation | string>>): Observation['machines'] {
  return new Map(
    Object.entries(machines).map(([name, machine]) => [
      name.toUpperCase(),
      typeof machine === 'string' ? { known: false, reason: machine } : { known: true, value: machine },
    ]),
  );
}
