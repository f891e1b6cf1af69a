import type { Known } from '../domain/known.js';
import type { CertificateStore, Installation, MachineObservation, StoredCertificate } from '../domain/machines.js';
import { clockLead, type TwoClocks } from '../reconciler/view/log-trouble.js';
import type { TwinCertificate, TwinMachine, TwinPart, TwinService, TwinStore } from './twin.js';

/** A machine as the twin has it, with these of its services: at most one of each role. */
export function twinMachine(
  machine: MachineObservation,
  installations: readonly Installation[],
  clocks: TwoClocks,
): TwinMachine {
  const { machine: name, hostName, administrator, build, schannel } = machine;
  return {
    name,
    hostName,
    clockAhead: clockLead(machine, clocks),
    administrator,
    build: build ?? null,
    root: partOf(machine.root, storeOf),
    my: partOf(machine.my, storeOf),
    bindings: partOf(machine.bindings, (bindings) =>
      bindings.map(({ address, thumbprint, store, options = [], lost = [] }) => ({
        address,
        thumbprint,
        store,
        options: [...options],
        lost: [...lost],
      })),
    ),
    firewall: partOf(machine.firewall, (rules) => rules.map((rule) => ({ ...rule, ports: [...rule.ports] }))),
    schannel: { ...schannel },
    services: installations.map((installation) => serviceOf(installation, machine)),
  };
}

function partOf<Seen, Told>(part: Known<Seen>, tell: (seen: Seen) => Told): TwinPart<Told> {
  return part.known ? { value: tell(part.value) } : { error: part.reason };
}

function storeOf({ thumbprints, certificates }: CertificateStore): TwinStore {
  return { thumbprints: [...thumbprints], certificates: certificates.map(certificateOf) };
}

function certificateOf({ thumbprint, der, friendlyName, keyReaders, keyInTpm }: StoredCertificate): TwinCertificate {
  return {
    thumbprint,
    der,
    friendlyName,
    keyReaders: keyReaders === null ? null : partOf(keyReaders, (readers) => [...readers]),
    keyInTpm: keyInTpm === true,
  };
}

function serviceOf({ role, version, service, config }: Installation, machine: MachineObservation): TwinService {
  const { name, startMode, state, account, accountSid, clustered, clusterDoubt } = service;
  const logs = machine.logs.find((places) => places.role === role);
  return {
    role,
    version,
    name,
    startMode,
    state,
    account,
    accountSid,
    clustered,
    clusterDoubt: clustered === null ? (clusterDoubt ?? '') : null,
    startedAt: service.startedAt ?? null,
    configReading: service.configUnread === true ? 'unread' : service.configWritten === true ? 'written' : 'read',
    configWrittenAt: service.configWrittenAt ?? null,
    config: partOf(config, ({ path, content }) => ({ path, content })),
    trouble: machine.trouble
      .filter((found) => found.role === role)
      .map(({ kind, file, at, notAfter }) => ({ kind, file, at: at ?? null, notAfter: notAfter ?? null })),
    logs: logs === undefined ? null : { folders: [...logs.folders], newest: logs.newest },
  };
}
