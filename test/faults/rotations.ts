import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { instantOf } from '../../packages/sandbox/src/instant.js';
import { freshContent } from '../../packages/sandbox/src/model/fresh/content.js';
import { makeCertificate } from '../../packages/sandbox/src/model/machines/certificate.js';
import type { Row, Store, StoreContent } from '../../packages/sandbox/src/model/store.js';
import { fleetOf } from '../../src/cli/world/sandbox-package.js';
import { thumbprint } from '../../src/domain/machines.js';
import type { Topology } from '../../src/topology/topology.js';
import { sshTopology } from '../support/scale-out-world.js';
import { type RotatedFleet, type Snapshot, startRotatedFleet } from './rotated-fleet.js';

/** Certificates that are to be replaced, under packages, and what must have come of it. */
export interface Rotation {
  readonly name: string;
  /** No certificate is replaced. */
  readonly isControl?: true;
  readonly nodes: readonly string[];
  /** Workers that must take work at every moment of an apply that goes well. */
  readonly least: number;
  readonly prepare: (fleet: RotatedFleet) => void;
  /** Changes the fleet as a person would, and the file; absent: neither. */
  readonly bring?: (snapshot: Snapshot) => Snapshot;
  /** The certificates that have to be others in the end, of that fleet. */
  readonly rotated: (rows: Pick<Store, 'rows' | 'get'>) => readonly string[];
}

// A new key of 2048 bits takes longer than many steps, and none of these certificates needs one of its own.
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
process.env.SCALEOUT_TEST_RSA_KEY = String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
createRequire(import.meta.url)('../support/one-rsa-key.cjs');

export const workers = ['ETL01', 'ETL02', 'ETL03', 'ETL04', 'ETL05'];

/** One worker may be out at a time; a package runs for four minutes. */
const maxUnavailable = 1;
const packageSeconds = 240;

const rollout = {
  maxUnavailable: { workers: maxUnavailable },
  order: 'listed',
  healthyWithinSeconds: 300,
  pauseAfterFirstSeconds: 0,
  maxFailures: 0,
} as const;

const ending = (drill: string, machine?: string) => ({ action: 'make', drill, machine, days: 10, ago: 0 }) as const;

const workerPrints = (machines: readonly string[]) => (rows: Pick<Store, 'get'>) =>
  machines.map((machine) => String((rows.get('machines', machine)?.loaded as Row | null)?.WorkerHttpsCertThumbprint));

const boundPrints = (nodes: readonly string[]) => (rows: Pick<Store, 'get'>) =>
  nodes.map((node) => JSON.stringify(rows.get('windows', node)?.bindings));

/** What holds for certificates holds for whatever restarts workers. */
const setting: Rotation = {
  name: 'a setting of all 5 workers',
  isControl: true,
  nodes: ['SQLETL01'],
  least: workers.length - maxUnavailable,
  prepare: () => undefined,
  bring: (snapshot) => ({
    ...snapshot,
    topology: {
      ...snapshot.topology,
      workers: snapshot.topology.workers.map((worker) => ({ ...worker, settings: { MaxTaskCount: 8 } })),
    },
  }),
  rotated: (rows) =>
    workers.map((machine) => String((rows.get('machines', machine)?.loaded as Row | null)?.MaxTaskCount)),
};

export const rotations: readonly Rotation[] = [
  setting,
  {
    name: 'the certificate of 1 of 5 workers',
    nodes: ['SQLETL01'],
    least: workers.length - maxUnavailable,
    prepare: (fleet) => fleet.drill(ending('worker-certificate-ending', 'ETL02')),
    rotated: workerPrints(['ETL02']),
  },
  {
    name: 'the certificates of all 5 workers, with 2 nodes',
    nodes: ['SQLETL01', 'SQLETL02'],
    least: workers.length - maxUnavailable,
    prepare(fleet) {
      for (const machine of workers) fleet.drill(ending('worker-certificate-ending', machine));
    },
    rotated: workerPrints(workers),
  },
  {
    name: "the master's certificate, with 1 node",
    nodes: ['SQLETL01'],
    least: 0,
    prepare: (fleet) => fleet.drill(ending('master-certificate-ending')),
    rotated: boundPrints(['SQLETL01']),
  },
  {
    name: "the master's certificate, with 2 nodes",
    nodes: ['SQLETL01', 'SQLETL02'],
    least: 0,
    prepare: (fleet) => fleet.drill(ending('master-certificate-ending')),
    bring: withBroughtCertificate,
    rotated: boundPrints(['SQLETL01', 'SQLETL02']),
  },
];

/** A person has installed a new certificate with its key on both nodes, and named it in the file. */
function withBroughtCertificate({ topology, content, at }: Snapshot): Snapshot {
  const nodes = topology.master?.machines ?? [];
  const names = [...nodes, 'sqletl01.corp.example'];
  const day = 86_400_000;
  const validity = { notBefore: at - day, notAfter: at + 5 * 365 * day };
  const made = makeCertificate({ names, usage: 'both', ...validity }, randomBytes);
  const windows = Object.fromEntries(
    Object.entries(content.windows ?? {}).map(([machine, row]) => {
      if (!nodes.some((node) => node === machine)) return [machine, row];
      const root = row.root as Row;
      const [own] = Object.values(root).filter((entry) => (entry as Row).readers !== null);
      return [machine, { ...row, root: { ...root, [made.thumbprint]: { ...(own as Row), friendlyName: 'brought' } } }];
    }),
  );
  const certificates = { ...content.certificates, [made.thumbprint]: { der: made.der } };
  const master = { machines: [], ...topology.master, certificate: { thumbprint: thumbprint(made.thumbprint) } };
  return { topology: { ...topology, master }, content: { ...content, windows, certificates }, at };
}

/** By how many nodes: an installation takes longer than a rotation. */
const installed = new Map<number, Promise<Snapshot>>();

/** A fleet in service under packages, whose certificates are to be replaced. */
export async function snapshotOf({ nodes, prepare, bring = (same) => same }: Rotation): Promise<Snapshot> {
  const made = installed.get(nodes.length) ?? installedFleet(nodes);
  installed.set(nodes.length, made);
  await using fleet = await startRotatedFleet(await made);
  prepare(fleet);
  await fleet.startPackages(6);
  await fleet.pass(30);
  return bring(fleet.snapshot());
}

/** A fleet in service. */
export async function installedFleet(nodes: readonly string[]): Promise<Snapshot> {
  const at = Date.now();
  const topology: Topology = sshTopology({ workers, nodes, policy: { rollout } });
  const fresh = freshContent({ createdAt: instantOf(at), ...fleetOf(topology) }, randomBytes);
  const packages = Object.entries(fresh.packages ?? {}).map(([key, row]) => [
    key,
    { ...row, durationSeconds: packageSeconds },
  ]);
  const content: StoreContent = { ...fresh, packages: Object.fromEntries(packages) };
  await using fleet = await startRotatedFleet({ topology, content, at });
  const { end } = await fleet.apply();
  if (end !== 'done') throw new Error(`the installation ended ${end}`);
  return fleet.snapshot();
}
