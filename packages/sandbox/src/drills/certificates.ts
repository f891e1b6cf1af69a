import { timeText } from '../instant.js';
import {
  type MadeCertificate,
  makeCertificate,
  readCertificate,
  thumbprintKey,
} from '../model/machines/certificate.js';
import { settingsFileOf } from '../model/machines/settings-file.js';
import type { Json, Row } from '../model/store.js';
import type { Drill } from './drill.js';
import { type DrilledFleet, noState, refuseDrill } from './drilled-fleet.js';

/* The certificate of a worker or of the master is another one, whose time is over, or soon is; all that named the one names the other. */

const day = 86_400_000;
const second = 1000;

/** One certificate cannot end twice. */
const soon = 30 * day;

type Validity = (fleet: DrilledFleet) => { readonly notBefore: number; readonly notAfter: number };

const expired: Validity = ({ began }) => ({ notBefore: began - 365 * day, notAfter: began - second });
const ending: Validity = ({ now, days }) => ({ notBefore: now - 365 * day, notAfter: now + days * day });

export const certificateDrills: readonly Drill[] = [
  {
    name: 'worker-certificate-expired',
    takes: 'worker',
    finding: 'worker.certificate-expired',
    says: "The worker's certificate has expired.",
    make: (fleet) => renew(fleet, fleet.workerThumbprint(fleet.machine), expired),
  },
  {
    name: 'worker-certificate-ending',
    takes: 'worker',
    finding: 'worker.certificate-ends',
    says: "The worker's certificate ends in so many days (--days).",
    takesDays: true,
    make: (fleet) => renew(fleet, fleet.workerThumbprint(fleet.machine), ending),
  },
  {
    name: 'master-certificate-expired',
    takes: null,
    finding: 'master.certificate-expired',
    says: "The master's certificate has expired, on each of its nodes.",
    make: (fleet) => renew(fleet, masterThumbprint(fleet), expired),
  },
  {
    name: 'master-certificate-ending',
    takes: null,
    finding: 'master.certificate-ends',
    says: "The master's certificate ends in so many days (--days), on each of its nodes.",
    takesDays: true,
    make: (fleet) => renew(fleet, masterThumbprint(fleet), ending),
  },
];

/** Of the node whose master runs. */
function masterThumbprint(fleet: DrilledFleet): string {
  const [node] = fleet.nodes;
  if (node === undefined) refuseDrill(noState);
  return fleet.masterThumbprint(
    fleet.nodes.find((key) => fleet.service(key, 'master').row.service === 'running') ?? node,
  );
}

function renew(fleet: DrilledFleet, old: string, validity: Validity): void {
  const { model, draft } = fleet;
  const before = readCertificate(String(draft.store.get('certificates', old)?.der ?? ''));
  if (before === undefined) refuseDrill(`There is no certificate ${old === '' ? 'in its config' : old}.`);
  if (before.notAfter < fleet.now + soon) {
    refuseDrill(`The certificate ${old} ends at ${timeText(before.notAfter)} anyway.`);
  }
  const names = namesOf(before.x509.subject);
  const made = makeCertificate({ names, usage: 'both', ...validity(fleet) }, model.random);
  replace(fleet, old, made);
}

/** Common names, one a line. */
function namesOf(subject: string): readonly string[] {
  return subject.split('\n').flatMap((line) => (line.startsWith('CN=') ? [line.slice('CN='.length)] : []));
}

/** Puts a certificate wherever another one was: stores, bindings, configs, what services have read, the master's property. */
function replace(fleet: DrilledFleet, old: string, { thumbprint, der }: MadeCertificate): void {
  const { store } = fleet.draft;
  store.put('certificates', thumbprint, { der });
  for (const [key, row] of [...store.rows('windows')]) {
    const bindings = Object.entries(rowOf(row.bindings)).map(([address, entry]) => {
      const bound = rowOf(entry);
      return [address, bound.thumbprint === old ? { ...bound, thumbprint } : bound] as const;
    });
    const changed: Row = {
      ...row,
      root: renamed(row.root, old, thumbprint),
      my: renamed(row.my, old, thumbprint),
      bindings: Object.fromEntries(bindings),
    };
    store.put('windows', key, changed);
  }
  for (const role of ['worker', 'master'] as const) {
    for (const machine of role === 'worker' ? fleet.workers : fleet.nodes)
      renameInConfig(fleet, machine, role, old, thumbprint);
  }
  const property = store.get('masterProperties', 'SSLCERT_THUMBPRINT');
  if (property?.value === old) store.put('masterProperties', 'SSLCERT_THUMBPRINT', { value: thumbprint });
}

function renamed(value: Json | undefined, old: string, thumbprint: string): Row {
  return Object.fromEntries(
    Object.entries(rowOf(value)).map(([key, entry]) => [key === old ? thumbprint : key, entry]),
  );
}

function renameInConfig(
  fleet: DrilledFleet,
  machine: string,
  role: 'worker' | 'master',
  old: string,
  thumbprint: string,
): void {
  const { row } = fleet.service(machine, role);
  const namesIt = (value: Json | undefined) => typeof value === 'string' && thumbprintKey(value) === old;
  const settings = [...(settingsFileOf(row)?.settings.values() ?? [])].filter(({ value }) => namesIt(value));
  if (settings.length > 0) {
    fleet.configure(machine, role, Object.fromEntries(settings.map(({ name }) => [name, thumbprint])));
  }
  const loaded = Object.entries(rowOf(row.loaded)).map(([name, value]) => [name, namesIt(value) ? thumbprint : value]);
  if (loaded.length > 0) fleet.change(machine, role, { loaded: Object.fromEntries(loaded) as Row });
}

function rowOf(value: Json | undefined): Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Row) : {};
}
