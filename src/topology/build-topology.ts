import { machineName } from '../machine-name.js';
import { buildAuthentication } from './build-authentication.js';
import { buildNotify } from './build-notify.js';
import { buildRollout } from './build-rollout.js';
import { buildWindow } from './build-window.js';
import { buildAccess, buildWorker, type Certificates } from './build-worker.js';
import type { LocatedValue } from './located-value.js';
import { valueAt } from './raw-value.js';
import type { FileContent } from './schema/validate.js';
import type { Access, CatalogTarget, Policy, Topology } from './topology.js';
import { parseDuration } from './values/duration.js';
import { parseEndpoint } from './values/endpoint.js';
import { accepted } from './values/parsed.js';
import type { Folders } from './values/resolve-file.js';
import { parseServerAddress } from './values/server-address.js';

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
    ...(content.master === undefined ? {} : { master: masterOf(content.master) }),
    workers: (content.workers ?? []).map((worker, index) =>
      buildWorker(worker, index, access, located, folders, certificates),
    ),
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

function masterOf({
  machines,
  endpoint,
  negotiateClientCertificate: negotiate,
}: NonNullable<FileContent['master']>): NonNullable<Topology['master']> {
  return {
    machines: machines.map(machineName),
    ...(endpoint === undefined ? {} : { endpoint: accepted(parseEndpoint(endpoint)) }),
    ...(negotiate === undefined ? {} : { negotiateClientCertificate: negotiate }),
  };
}

function policyOf(policy: FileContent['policy'] = {}, folders: Folders): Policy {
  const { prune = false, maxRemovals = 1, drain = {}, rollout = {}, windows = [], notify = [] } = policy;
  const { registrationTimeout = '10m', parallelism = 8 } = policy;
  return {
    prune,
    maxRemovals,
    drain: { timeoutSeconds: secondsOf(drain.timeout ?? '30m'), onTimeout: drain.onTimeout ?? 'stop' },
    rollout: buildRollout(rollout),
    ...(windows.length === 0 ? {} : { windows: windows.map(buildWindow) }),
    ...(notify.length === 0 ? {} : { notify: notify.map((target) => buildNotify(target, folders)) }),
    registrationTimeoutSeconds: secondsOf(registrationTimeout),
    parallelism,
  };
}

function secondsOf(duration: string): number {
  return accepted(parseDuration(duration));
}
