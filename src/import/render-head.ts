import { homedir } from 'node:os';
import { isAbsolute, relative, sep } from 'node:path';
import type { CatalogObservation } from '../domain/catalog.js';
import { quoted, visible } from '../text/words.js';
import type { Access, CatalogTarget, Topology } from '../topology/topology.js';
import { parseMachineName } from '../topology/values/worker.js';
import { endpointOf, type Omissions } from './draft.js';
import { commentedOut, commentOf, documentText, momentText, newDocument } from './yaml-text.js';

/** The catalog as a block of a topology: secrets stay references. */
export function catalogBlock({ server, database, authentication, encrypt, trustServerCertificate }: CatalogTarget) {
  return {
    server: server.text,
    database,
    ...(authentication === undefined ? {} : { authentication: withPaths(authentication) }),
    ...(encrypt === true ? {} : { encrypt }),
    ...(trustServerCertificate ? { trustServerCertificate } : {}),
  };
}

/** An access as a block of a topology. */
export function accessBlock({ range: _, knownHosts, ...access }: Access) {
  return {
    ...withPaths(access),
    ...(knownHosts === undefined ? {} : { knownHosts: homePath(knownHosts) }),
  };
}

/** The same with the files of its references as a file can name them wherever it stands. */
function withPaths<T extends object>(block: T): T {
  const entries = Object.entries(block).map(([key, value]) => {
    if (typeof value !== 'object' || value === null) return [key, value];
    const file = 'file' in value && typeof value.file === 'string' ? value.file : undefined;
    return [key, file === undefined ? withPaths(value) : { file: homePath(file) }];
  });
  return Object.fromEntries(entries) as T;
}

/** `~/.ssh/id_ed25519` for a file in the home folder: that holds for whoever else uses the topology. */
function homePath(path: string): string {
  // On Windows without case: C:\Users\Ann and c:\users\ann are one folder.
  const inside = relative(homedir(), path);
  const isInside = inside !== '' && inside !== '..' && !inside.startsWith(`..${sep}`) && !isAbsolute(inside);
  return isInside ? `~/${inside.replaceAll(sep, '/')}` : path;
}

/** What stands at the top: for editors, where the file comes from, and what to do with it. */
export function headerComment(
  { server, database, login, observedAt }: CatalogObservation,
  { catalog }: Topology,
  { toolVersion, schema }: Origin,
): string {
  const name = server.name.toUpperCase() === catalog.server.text.toUpperCase() ? '' : `${server.name}, `;
  const lines = [
    `${database} on ${catalog.server.text} (${name}SQL Server ${server.productVersion}, ${server.edition}) as it was at ${momentText(observedAt)}.`,
    `Written by scaleout import ${toolVersion}, logged in as ${login.name}.`,
    'Everything stands here as it was found, so scaleout plan finds nothing to do until something differs. Look it over, take out what is not to be managed (what the file does not name is never touched), and commit it.',
  ];
  // Editors read this line only where it is whole.
  return ` yaml-language-server: $schema=${visible(schema)}\n${commentOf(lines)}`;
}

export function scaleOutComment(catalog: CatalogObservation, omissions: Omissions): string {
  const states = {
    enabled: 'Scale Out is enabled.',
    neverEnabled: 'Scale Out has never been enabled here. To have scaleout enable it, write enabled: true.',
    disabled: 'Scale Out was enabled here once and is off now. To have scaleout enable it, write enabled: true.',
  } as const;
  const hasMode = catalog.defaultExecutionMode !== null;
  const mode = hasMode ? [] : ['This catalog has no default execution mode: its schema is older.'];
  const omitted = [omissions.enabled, omissions.defaultExecutionMode].filter((reason) => reason !== undefined);
  return commentOf([states[catalog.scaleOut], ...mode, ...omitted]);
}

/** What there is to tell of the master, whether or not it is managed. */
export function masterComment({ master }: CatalogObservation, omissions: Omissions): string {
  const { machineName, address, certificateThumbprint } = master;
  if (machineName === null) return commentOf(['No master has shown itself in this catalog yet.']);
  if (!('value' in parseMachineName(machineName))) {
    return commentOf([
      `The master is not managed: it calls itself ${quoted(machineName)}, which cannot be a machine's name.`,
    ]);
  }
  const endpoint = endpointOf(address);
  if (omissions.master !== undefined) {
    const why = `The master is not managed, because of what a plan would find: ${omissions.master}. To have it managed:`;
    const block = { machines: [machineName], ...(endpoint === undefined ? {} : { endpoint }) };
    return `${commentOf([why])}\n${commentedOut(documentText(newDocument({ master: block })))}`;
  }
  const told = [
    'The master, as it last showed itself. Other nodes of a failover cluster or availability group cannot be seen from the catalog: add every machine that can host it.',
  ];
  if (certificateThumbprint !== null) told.push(`Its certificate is ${certificateThumbprint}.`);
  if (address === null) told.push('The catalog has no address of it.');
  else if (omissions.endpoint !== undefined || endpoint === undefined) {
    const why = omissions.endpoint ?? 'an endpoint has the form https://HOST:PORT';
    told.push(`Its address ${quoted(address)} is not managed: ${why}.`);
  }
  return commentOf(told);
}

/** A key of `policy` with its default, and what it means. */
export interface PolicyKey {
  readonly key: string;
  readonly value: unknown;
  readonly comment: string;
}

/** The whole of `policy` as it is where a topology says nothing; a test keeps the two equal. */
export const policyKeys: readonly PolicyKey[] = [
  { key: 'prune', value: false, comment: 'Whether workers that this file does not list are removed.' },
  { key: 'maxRemovals', value: 1, comment: 'The most workers that one plan may remove.' },
  {
    key: 'drain',
    value: { timeout: '30m', onTimeout: 'stop' },
    comment: 'How long to wait for running packages before a worker is restarted or removed, and what then.',
  },
  {
    key: 'rollout',
    value: { maxUnavailable: '25%', order: 'listed', healthyWithin: '5m', maxFailures: 0 },
    comment: 'How many workers a change may take out of service at one time, and when it stops.',
  },
  {
    key: 'registrationTimeout',
    value: '10m',
    comment: 'How long apply waits for a worker to register or to come online.',
  },
  {
    key: 'certificates',
    value: { renewBefore: '60d', keepOld: '7d', validity: '5y', warnBefore: '30d' },
    comment: 'When certificates that are ours to make are renewed, and how long the old ones stay trusted.',
  },
  { key: 'parallelism', value: 8, comment: 'The most steps at one time.' },
];

/** The same, where a plan would renew a certificate right away: whoever imports decides when. */
export function policyOf({ renewal }: Omissions): readonly PolicyKey[] {
  if (renewal === undefined) return policyKeys;
  return policyKeys.map((one) =>
    one.key === 'certificates'
      ? {
          key: one.key,
          value: { ...(one.value as object), renewBefore: 'never' },
          comment: `Certificates are not renewed by themselves, because of what a plan would find: ${renewal}. Without this line the next apply renews what ends within 60 days.`,
        }
      : one,
  );
}

/** What the file tells of how it was made. */
export interface Origin {
  readonly toolVersion: string;
  /** Where schemas/topology.schema.json is, for editors. */
  readonly schema: string;
}
