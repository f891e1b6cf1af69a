import { sandboxFacts } from '../../facts.js';
import { timeText } from '../../instant.js';
import type { Model } from '../model.js';
import { type Json, type Row, textField } from '../store.js';
import type { FailureCode, OperationAnswer } from './answers.js';
import { readCertificate } from './certificate.js';
import type { MachineRole } from './requests.js';
import { type StoreName, type WindowsMachine, windowsMachineOf } from './windows-machine.js';

/** A service of Scale Out on a machine: its row, which a change replaces. */
export interface InstalledService {
  readonly role: MachineRole;
  readonly table: 'masters' | 'machines';
  readonly name: string;
  readonly version: string;
  readonly configPath: string;
  readonly row: Row;
}

/** One machine during one request: what it has, and how to change it. Every look shows what was changed before. */
export interface MachineState {
  readonly key: string;
  /** Unix milliseconds: the true time. */
  readonly now: number;
  /** A time as its own clock shows it, ISO 8601. */
  clockText(at: number): string;
  readonly model: Model;
  windows(): WindowsMachine;
  services(): readonly InstalledService[];
  /** A machine may have two; names and paths are compared as Windows does, without case. */
  serviceNamed(name: string): InstalledService | undefined;
  serviceAt(configPath: string): InstalledService | undefined;
  /** Base64 of DER. */
  certificate(thumbprint: string): string | undefined;
  changeService(service: InstalledService, fields: Row): void;
  changeWindows(fields: Row): void;
  /** Puts a certificate into a store, or what hangs on it; null takes it out. */
  putCertificate(store: StoreName, thumbprint: string, entry: Row | null): void;
  keepCertificate(der: string): string | undefined;
}

/** Undefined where the table `windows` has no such machine. */
export function machineState(model: Model, key: string, now: number): MachineState | undefined {
  const { store } = model;
  if (store.get('windows', key) === undefined) return undefined;
  const windowsRow = () => store.get('windows', key) ?? {};
  const services = () =>
    [
      serviceOf('master', 'masters', store.get('masters', key)),
      serviceOf('worker', 'machines', store.get('machines', key)),
    ].flat();
  return {
    key,
    now,
    model,
    clockText: (at) => timeText(at + windowsMachineOf(key, windowsRow()).clockOffset),
    windows: () => windowsMachineOf(key, windowsRow()),
    services,
    serviceNamed: (name) => services().find((service) => sameText(service.name, name)),
    serviceAt: (path) => services().find((service) => sameText(service.configPath, path)),
    certificate: (thumbprint) => textField(store.get('certificates', thumbprint) ?? {}, 'der') ?? undefined,
    changeService({ table }, fields) {
      store.put(table, key, { ...store.get(table, key), ...fields });
    },
    changeWindows(fields) {
      store.put('windows', key, { ...windowsRow(), ...fields });
    },
    putCertificate(storeName, thumbprint, entry) {
      const field = storeName === 'Root' ? 'root' : 'my';
      const { [thumbprint]: _, ...others } = rowOf(windowsRow()[field]);
      this.changeWindows({ [field]: entry === null ? others : { ...others, [thumbprint]: entry } });
    },
    keepCertificate(der) {
      const certificate = readCertificate(der);
      if (certificate === undefined) return undefined;
      const { thumbprint } = certificate;
      if (store.get('certificates', thumbprint) === undefined) {
        store.put('certificates', thumbprint, { der: certificate.der });
      }
      return thumbprint;
    },
  };
}

function serviceOf(
  role: MachineRole,
  table: InstalledService['table'],
  row: Row | undefined,
): readonly InstalledService[] {
  if (row === undefined) return [];
  const version = textField(row, 'version') ?? '160';
  const word = role === 'master' ? 'Master' : 'Worker';
  return [
    {
      role,
      table,
      row,
      version,
      name: textField(row, 'serviceName') ?? `SSISScaleOut${word}${version}`,
      configPath: textField(row, 'configPath') ?? `${word}Settings.config`,
    },
  ];
}

function rowOf(value: Json | undefined): Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Row) : {};
}

const sameText = (one: string, other: string) => one.toUpperCase() === other.toUpperCase();

/** What a machine can say of who starts and stops a service of its own. */
interface ClusterView {
  /** Null: nobody can tell. */
  readonly clustered: boolean | null;
  readonly clusterDoubt?: string;
}

/** The cluster's hive is loaded while its service runs, and may be closed to our account. */
export function clusterView(machine: MachineState, row: Row): ClusterView {
  const doubt = textField(row, 'clusterDoubt');
  if (doubt !== null) return { clustered: null, clusterDoubt: doubt };
  const { clusterService: state, clusterError } = machine.windows();
  const name = sandboxFacts['cluster.service'];
  if (state === 'stopped') return { clustered: null, clusterDoubt: `${name} is stopped, so its hive is not loaded` };
  if (clusterError !== null) {
    const place = sandboxFacts['cluster.resources'][0];
    return { clustered: null, clusterDoubt: `HKLM\\${place} cannot be read: ${clusterError}` };
  }
  return { clustered: row.clustered === true };
}

/** An operation that did nothing, and why: the codes of the script. */
export interface Refusal {
  readonly code: FailureCode;
  readonly message: string;
}

export type Outcome = OperationAnswer | Refusal;

export function refused(code: FailureCode, message: string): Refusal {
  return { code, message };
}

export function isRefusal(outcome: Outcome): outcome is Refusal {
  return 'code' in outcome;
}

export const unchanged: OperationAnswer = { changed: false };
export const done: OperationAnswer = { changed: true };

export function serviceMissing(name: string): Refusal {
  return refused('serviceMissing', `There is no service ${name} of Scale Out on this machine.`);
}
