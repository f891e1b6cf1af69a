import { isAbsolute, join, resolve } from 'node:path';
import { machineName } from '../domain/machine-name.js';
import type { Certificate } from '../domain/machines.js';
import type { FileContent } from './schema-problems.js';
import { type LocatedValue, type Path, valueAt } from './secrets.js';
import type {
  Access,
  Authentication,
  CatalogTarget,
  CertificatePolicy,
  CertificateSource,
  ChangeWindow,
  DesiredWorker,
  EntraAuthentication,
  NotifyTarget,
  Policy,
  RolloutPolicy,
  SecretReference,
  Topology,
} from './topology.js';
import { accepted, parseDays, parseDuration, parseEndpoint, parseServerAddress } from './values/plain-values.js';
import { parseTimeZone } from './values/schedule.js';
import { parseThumbprint } from './values/worker.js';

/** The topology that a file without problems describes, its defaults filled in. */
export function buildTopology(
  content: FileContent,
  located: LocatedValue,
  folders: Folders,
  source: Topology['source'],
  certificates: Certificates,
): Topology {
  const access = content.access === undefined ? noAccess : buildAccess(content.access, ['access'], located, folders);
  return {
    name: content.name,
    source,
    catalog: catalogOf(content, folders),
    scaleOut: scaleOutOf(content, located),
    ...(content.master === undefined ? {} : { master: masterOf(content.master, folders, certificates) }),
    ...workersOf(content, access, located, folders, certificates),
    access,
    policy: policyOf(content.policy, folders),
  };
}

const noAccess: Access = { transport: 'none' };

function catalogOf({ catalog }: FileContent, folders: Folders): CatalogTarget {
  const { authentication } = catalog;
  return {
    server: accepted(parseServerAddress(catalog.server)),
    database: catalog.database ?? 'SSISDB',
    ...(authentication === undefined ? {} : { authentication: buildAuthentication(authentication, folders) }),
    encrypt: catalog.encrypt ?? true,
    trustServerCertificate: catalog.trustServerCertificate ?? false,
  };
}

function scaleOutOf({ scaleOut = {} }: FileContent, located: LocatedValue): Topology['scaleOut'] {
  const ranges = Object.fromEntries(
    (['enabled', 'defaultExecutionMode'] as const)
      .filter((key) => valueAt(scaleOut, [key]) !== undefined)
      .map((key) => [key, located.valueRange(['scaleOut', key])]),
  );
  return { ...scaleOut, ranges };
}

function masterOf(
  { machines, endpoint, negotiateClientCertificate: negotiate, certificate }: NonNullable<FileContent['master']>,
  folders: Folders,
  certificates: Certificates,
): NonNullable<Topology['master']> {
  return {
    machines: machines.map(machineName),
    ...(endpoint === undefined ? {} : { endpoint: accepted(parseEndpoint(endpoint)) }),
    ...(negotiate === undefined ? {} : { negotiateClientCertificate: negotiate }),
    ...(certificate === undefined ? {} : { certificate: certificateOf(certificate, folders, certificates) }),
  };
}

function policyOf(policy: FileContent['policy'] = {}, folders: Folders): Policy {
  const { prune = false, maxRemovals = 1, drain = {}, rollout = {}, windows = [], notify = [] } = policy;
  const { registrationTimeout = '10m', parallelism = 8, certificates = {}, requireRehearsal } = policy;
  return {
    prune,
    maxRemovals,
    ...(requireRehearsal === undefined ? {} : { requireRehearsal }),
    drain: { timeoutSeconds: secondsOf(drain.timeout ?? '30m'), onTimeout: drain.onTimeout ?? 'stop' },
    rollout: buildRollout(rollout),
    certificates: buildCertificatePolicy(certificates),
    ...(windows.length === 0 ? {} : { windows: windows.map(buildWindow) }),
    ...(notify.length === 0 ? {} : { notify: notify.map((target) => buildNotify(target, folders)) }),
    registrationTimeoutSeconds: secondsOf(registrationTimeout),
    parallelism,
  };
}

function secondsOf(duration: string): number {
  return accepted(parseDuration(duration));
}

/** The workers of the file, those apart that leave. */
function workersOf(
  { workers = [] }: FileContent,
  access: Access,
  located: LocatedValue,
  folders: Folders,
  certificates: Certificates,
): Pick<Topology, 'workers' | 'leaving'> {
  const built = workers.map((worker, index) => buildWorker(worker, index, access, located, folders, certificates));
  const isLeaving = (index: number) => workers[index]?.state === 'absent';
  const leaving = built.filter((_, index) => isLeaving(index));
  return leaving.length === 0
    ? { workers: built }
    : { workers: built.filter((_, index) => !isLeaving(index)), leaving };
}

type FileWorker = NonNullable<FileContent['workers']>[number];
type FileAccess = NonNullable<FileContent['access']>;

/** What certificate files hold, by their absolute paths. */
type Certificates = ReadonlyMap<string, Certificate>;

/** A worker of the file; its own access replaces the file's as a whole. */
function buildWorker(
  worker: FileWorker,
  index: number,
  ofFile: Access,
  located: LocatedValue,
  folders: Folders,
  certificates: Certificates,
): DesiredWorker {
  const { machine, state: _, certificate, settings, settingsAsWritten, access, ...managed } = worker;
  const path: Path = ['workers', index];
  return {
    machine: machineName(machine),
    ...managed,
    ...(certificate === undefined ? {} : { certificate: certificateOf(certificate, folders, certificates) }),
    // The generated type adds undefined for the keys that the schema names; YAML has no such value.
    ...(settings === undefined ? {} : { settings: settings as NonNullable<DesiredWorker['settings']> }),
    ...(settingsAsWritten === undefined ? {} : { settingsAsWritten }),
    access: access === undefined ? ofFile : buildAccess(access, [...path, 'access'], located, folders),
    range: located.valueRange([...path, 'machine']),
  };
}

/** An access block; its range is that of its transport. */
function buildAccess(access: FileAccess, path: Path, located: LocatedValue, folders: Folders): Access {
  const { jump, knownHosts, ...own } = access;
  return {
    ...buildLogin(own, folders),
    ...(jump === undefined ? {} : { jump: buildLogin(jump, folders) }),
    ...(knownHosts === undefined ? {} : { knownHosts: resolveFile(knownHosts, folders) }),
    range: located.valueRange([...path, 'transport']),
  };
}

type Login<T> = Omit<T, 'identity' | 'password'> & Pick<Access, 'identity' | 'password'>;

function buildLogin<T extends Pick<FileAccess, 'identity' | 'password'>>(login: T, folders: Folders): Login<T> {
  const { identity, password, ...plain } = login;
  return {
    ...plain,
    ...(identity === undefined ? {} : { identity: buildSecretReference(identity, folders) }),
    ...(password === undefined ? {} : { password: buildSecretReference(password, folders) }),
  };
}

type FileCertificate = NonNullable<FileWorker['certificate']>;

function certificateOf(
  { thumbprint, file = '', authority }: FileCertificate,
  folders: Folders,
  certificates: Certificates,
): CertificateSource {
  const allowed = authority === true ? ({ authority } as const) : {};
  if (thumbprint !== undefined) return { thumbprint: accepted(parseThumbprint(thumbprint)), ...allowed };
  const path = resolveFile(file, folders);
  const certificate = certificates.get(path);
  if (certificate === undefined) throw new TypeError(`A certificate file passed the checks and was not read: ${path}`);
  return { file: path, certificate, ...allowed };
}

type FileAuthentication = NonNullable<FileContent['catalog']['authentication']>;
type FileSecretReference = { readonly env?: string; readonly file?: string };

/** An authentication block, its files made absolute. */
function buildAuthentication(authentication: FileAuthentication, folders: Folders): Authentication {
  switch (authentication.type) {
    case 'integrated':
      return { type: 'integrated' };
    case 'sql':
    case 'ntlm':
      return { ...authentication, password: buildSecretReference(authentication.password, folders) };
    case 'entra':
      return entra(authentication, folders);
  }
}

function entra(
  authentication: Extract<FileAuthentication, { readonly type: 'entra' }>,
  folders: Folders,
): EntraAuthentication {
  switch (authentication.method) {
    case 'default':
    case 'managedIdentity':
      return authentication;
    case 'password':
      return { ...authentication, password: buildSecretReference(authentication.password, folders) };
    case 'servicePrincipal':
      return { ...authentication, clientSecret: buildSecretReference(authentication.clientSecret, folders) };
    case 'accessToken':
      return { ...authentication, token: buildSecretReference(authentication.token, folders) };
  }
}

/** Where a secret is; the schema has seen to it that it names exactly one of the two. */
function buildSecretReference({ env, file = '' }: FileSecretReference, folders: Folders): SecretReference {
  return env === undefined ? { file: resolveFile(file, folders) } : { env };
}

type FileCertificatePolicy = NonNullable<NonNullable<FileContent['policy']>['certificates']>;

/** policy.certificates with its defaults. */
function buildCertificatePolicy({
  renewBefore = '60d',
  keepOld = '7d',
  validity = '5y',
  warnBefore = '30d',
}: FileCertificatePolicy): CertificatePolicy {
  return {
    renewBeforeDays: renewBefore === 'never' ? undefined : parseDays(renewBefore),
    keepOldDays: parseDays(keepOld),
    validityDays: parseDays(validity),
    warnBeforeDays: parseDays(warnBefore),
  };
}

type FileRollout = NonNullable<NonNullable<FileContent['policy']>['rollout']>;

/** policy.rollout with its defaults: a quarter of the workers at a time, and none may fail. */
function buildRollout({
  maxUnavailable = '25%',
  order = 'listed',
  healthyWithin = '5m',
  pauseAfterFirst,
  maxFailures = 0,
}: FileRollout): RolloutPolicy {
  return {
    maxUnavailable:
      typeof maxUnavailable === 'number'
        ? { workers: maxUnavailable }
        : { percent: Number(maxUnavailable.replace('%', '')) },
    order,
    healthyWithinSeconds: accepted(parseDuration(healthyWithin)),
    pauseAfterFirstSeconds: pauseAfterFirst === undefined ? 0 : accepted(parseDuration(pauseAfterFirst)),
    maxFailures,
  };
}

type FileWindow = NonNullable<NonNullable<FileContent['policy']>['windows']>[number];

/** One of policy.windows; the checks have seen to it that it is either an allow or a deny. */
function buildWindow({ allow, deny, duration, timeZone, targets }: FileWindow): ChangeWindow {
  return {
    ...(allow === undefined ? { kind: 'deny', cron: deny ?? '' } : { kind: 'allow', cron: allow }),
    durationSeconds: accepted(parseDuration(duration)),
    timeZone: accepted(parseTimeZone(timeZone)),
    ...(targets === undefined ? {} : { targets }),
  };
}

type FileTarget = NonNullable<NonNullable<FileContent['policy']>['notify']>[number];

/** One of policy.notify, its files made absolute. */
function buildNotify({ type, url, secret, on }: FileTarget, folders: Folders): NotifyTarget {
  return {
    type,
    url: buildSecretReference(url, folders),
    ...(secret === undefined ? {} : { secret: buildSecretReference(secret, folders) }),
    ...(on === undefined ? {} : { on }),
  };
}

/** What file names in a topology are relative to. */
export interface Folders {
  /** The folder of the topology, absolute. */
  readonly topology: string;
  /** What `~` stands for. */
  readonly home: string;
}

/** The absolute path of a file that a topology names. */
export function resolveFile(file: string, folders: Folders): string {
  if (file === '~') return folders.home;
  if (file.startsWith('~/') || file.startsWith('~\\')) return join(folders.home, file.slice(2));
  return isAbsolute(file) ? file : resolve(folders.topology, file);
}
