import { createHash } from 'node:crypto';
import { firewallRule, machineName } from '../../src/domain/machine-name.js';
import type {
  CertificateStore,
  ConfigFile,
  CreateCertificate,
  MachineObservation,
  MachineOperation,
  MachineResult,
  StoredCertificate,
  Thumbprint,
} from '../../src/domain/machines.js';
import { ScaleoutError } from '../../src/errors/errors.js';
import { certificateOf } from './machine-build.js';
import { instant } from './model-time.js';
import { contentOf, type ModelMachine, type ModelWorld, sids } from './model-world.js';

const files = new WeakMap<Buffer, ConfigFile>();

function fileOf({ role, config }: ModelMachine): ConfigFile {
  const known = files.get(config);
  if (known !== undefined) return known;
  const file = {
    path: `C:\\Binn\\${role}Settings.config`,
    content: config.toString('base64'),
    sha256: createHash('sha256').update(config).digest('hex'),
  };
  files.set(config, file);
  return file;
}

export function serviceName(machine: ModelMachine): string {
  return machine.role === 'master' ? 'SSISScaleOutMaster160' : 'SSISScaleOutWorker160';
}

export function observeMachine(machine: ModelMachine, now: number): MachineObservation {
  const name = serviceName(machine);
  const store = (certificates: ReadonlyMap<Thumbprint, StoredCertificate>): CertificateStore => ({
    thumbprints: new Set(certificates.keys()),
    certificates: [...certificates.values()],
  });
  return {
    machine: machineName(machine.name),
    hostName: machine.name,
    observedAt: instant(now),
    administrator: machine.administrator,
    installations: [
      {
        role: machine.role,
        version: '160',
        service: {
          name,
          startMode: machine.startMode,
          state: machine.running ? 'running' : 'stopped',
          account: `NT Service\\${name}`,
          accountSid: sids[machine.role],
          clustered: machine.clustered,
          ...(machine.running && machine.loaded !== contentOf(machine) ? { configUnread: true } : {}),
          ...(machine.running ? { startedAt: instant(machine.started) } : {}),
        },
        config: { known: true, value: fileOf(machine) },
      },
    ],
    root: { known: true, value: store(machine.root) },
    my: { known: true, value: store(machine.my) },
    bindings: {
      known: true,
      value: [...machine.bindings].map(([port, thumbprint]) => ({
        address: `0.0.0.0:${port}`,
        thumbprint,
        store: 'Root',
      })),
    },
    firewall: {
      known: true,
      value: [...machine.openPorts].map((port) => ({
        name: firewallRule,
        enabled: true,
        allows: true,
        ports: [String(port)],
      })),
    },
    schannel: { sendTrustedIssuerList: null, clientAuthTrustMode: null },
    trouble: [],
    logs: [],
  };
}

const unchanged: MachineResult = { changed: false };
const done: MachineResult = { changed: true };

/** Carries out one operation at once, as the script does. `certificates`: the public halves that there are, by DER. */
export function operate(
  world: ModelWorld,
  machine: ModelMachine,
  operation: MachineOperation,
  certificates: Map<string, StoredCertificate>,
): MachineResult {
  const { root, my } = machine;
  switch (operation.operation) {
    case 'trustCertificate': {
      if (root.has(operation.thumbprint)) return unchanged;
      const known = certificates.get(operation.certificate);
      if (known?.thumbprint !== operation.thumbprint) throw new ScaleoutError('machine.certificate-invalid', 'no such');
      root.set(operation.thumbprint, { ...known, friendlyName: operation.mark, keyReaders: null });
      return done;
    }
    case 'distrustCertificate': {
      const found = root.get(operation.thumbprint);
      if (found === undefined) return unchanged;
      if (found.keyReaders !== null) throw new ScaleoutError('machine.moved', 'it has a private key there');
      root.delete(operation.thumbprint);
      return done;
    }
    case 'createCertificate':
      return createCertificate(world, machine, operation, certificates);
    case 'grantKey': {
      const store = operation.store === 'My' ? my : root;
      const found = store.get(operation.thumbprint);
      if (found?.keyReaders?.known !== true) throw new ScaleoutError('machine.key-missing', operation.thumbprint);
      const sid = sids[machine.role];
      if (found.keyReaders.value.includes(sid)) return unchanged;
      const value = [...found.keyReaders.value, sid];
      store.set(found.thumbprint, { ...found, keyReaders: { known: true, value } });
      return done;
    }
    case 'readConfig':
      return { changed: false, config: fileOf(machine) };
    case 'writeConfig':
      if (fileOf(machine).sha256 !== operation.expectedSha256) throw new ScaleoutError('machine.moved', 'other bytes');
      machine.config = Buffer.from(operation.content, 'base64');
      return done;
    case 'setStartMode':
      if (machine.startMode === operation.mode) return unchanged;
      refuseClustered(machine);
      machine.startMode = operation.mode;
      return done;
    case 'bindPort':
      if (root.get(operation.thumbprint)?.keyReaders == null) throw new ScaleoutError('machine.binding-failed', '1312');
      if (machine.bindings.get(operation.port) === operation.thumbprint) return unchanged;
      machine.bindings.set(operation.port, operation.thumbprint);
      return done;
    case 'openFirewall':
      if (machine.openPorts.has(operation.port)) return unchanged;
      machine.openPorts.add(operation.port);
      return done;
    case 'stopService':
      if (!machine.running) return unchanged;
      refuseClustered(machine);
      world.stop(machine);
      return done;
    case 'startService':
      if (machine.running) return unchanged;
      refuseClustered(machine);
      return started(world, machine);
    case 'restartService':
      refuseClustered(machine);
      if (machine.running) world.stop(machine);
      return started(world, machine);
  }
}

function createCertificate(
  world: ModelWorld,
  machine: ModelMachine,
  { names, mark, days, store: wanted, replaces }: CreateCertificate,
  certificates: Map<string, StoredCertificate>,
): MachineResult {
  const now = world.now();
  const store = wanted === 'My' ? machine.my : machine.root;
  const after = replaces === undefined ? undefined : (store.get(replaces) ?? machine.root.get(replaces))?.notBefore;
  const enough = instant(now + (days / 2) * 86_400_000);
  const present = [...store.values()].find(
    (found) =>
      found.friendlyName === mark &&
      found.keyReaders !== null &&
      found.notAfter >= enough &&
      (after === undefined || found.notBefore > after) &&
      names.every((name) => found.names.includes(name)),
  );
  if (present !== undefined) return { changed: false, certificate: present };
  const usual = instant(now - 600_000);
  const made = certificateOf(`${machine.name} ${certificates.size}`, {
    names,
    notBefore: after === undefined || after < usual ? usual : new Date(Date.parse(after) + 1000).toISOString(),
    notAfter: instant(now + days * 86_400_000),
    friendlyName: mark,
    keyReaders: { known: true, value: ['S-1-5-18'] },
  });
  certificates.set(made.der, made);
  store.set(made.thumbprint, made);
  return { changed: true, certificate: made };
}

function refuseClustered({ clustered }: ModelMachine): void {
  if (clustered) throw new ScaleoutError('machine.service-failed', 'a failover cluster owns it');
}

function started(world: ModelWorld, machine: ModelMachine): MachineResult {
  if (machine.startMode === 'disabled') throw new ScaleoutError('machine.service-failed', 'it is disabled');
  world.start(machine);
  world.settle();
  return done;
}
