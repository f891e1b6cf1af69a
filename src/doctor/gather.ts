// src/doctor makes what scaleout doctor prints: it gathers all that can be looked at, and puts the diagnosis of it into the
// document of schemas/doctor.schema.json. What is judged stands in src/reconciler/diagnosis, how it looks in src/cli/render.

import type { Catalog, CatalogObservation } from '../domain/catalog.js';
import type { CatalogExamination, CatalogExaminer, NetworkExamination, NetworkPlace } from '../domain/examination.js';
import type { Known } from '../domain/known.js';
import type { Machines } from '../domain/machines.js';
import { isScaleoutError } from '../errors/errors.js';
import { observe } from '../reconciler/observe.js';
import type { Observation } from '../reconciler/view/machine.js';
import { messageOf } from '../text/printable.js';
import type { Topology } from '../topology/topology.js';

export interface DoctorWorld {
  readonly catalog: Pick<Catalog, 'observe' | 'readAccount'> & CatalogExaminer;
  readonly machines: Pick<Machines, 'inspect'>;
  /** Looks at the master's endpoint from here; a text says why there is no network to look at, as with a sandbox. */
  readonly network: string | ((place: NetworkPlace, signal: AbortSignal) => Promise<NetworkExamination>);
}

/**
 * Everything that can be looked at, at one moment: catalog, machines and the network side by side. A catalog that cannot be
 * reached does not keep the machines from being looked at; where there is none to look at either, its error is thrown.
 */
export async function gather(topology: Topology, world: DoctorWorld, signal: AbortSignal): Promise<Observation> {
  const request = { connect: placesOf(topology) };
  const examining = settled(world.catalog.examine(signal));
  const looking = endpointOf(topology.master?.endpoint);
  const { network: reach } = world;
  const isTried = looking !== undefined && typeof reach !== 'string';
  const trying = isTried ? reach(looking, signal) : undefined;
  trying?.catch(() => {});
  let failure: unknown;
  const { catalog: real } = world;
  const seen = await observe(
    topology,
    {
      ...world,
      catalog: {
        readAccount: async (name, inner) =>
          failure === undefined
            ? real.readAccount(name, inner)
            : { known: false, reason: 'the catalog could not be looked at' },
        async observe(inner) {
          try {
            return await real.observe(inner);
          } catch (error) {
            inner.throwIfAborted();
            if (!isScaleoutError(error)) throw error;
            failure = error;
            return unseenCatalog(error.message);
          }
        },
      },
    },
    signal,
    request,
  );
  const examined = await examining;
  signal.throwIfAborted();
  const isAnySeen = [...seen.machines.values()].some(({ known }) => known);
  if (failure !== undefined && !isAnySeen) throw failure;
  const network = await (trying ?? tryAddress(seen, reach, signal));
  return {
    ...seen,
    ...(isScaleoutError(failure) ? { catalogUnseen: failure.message } : {}),
    examination: examined.known ? examined.value : unexamined(examined.reason),
    ...(network === undefined ? {} : { network }),
  };
}

/** What was asked for and did not come is unknown, so that no check passes over it. */
function unexamined(reason: string): CatalogExamination {
  const unseen = { known: false, reason } as const;
  return {
    windowsLoginsOnly: unseen,
    availability: unseen,
    logLogin: unseen,
    masterKeyByServer: unseen,
    schemaBuild: unseen,
    pending: unseen,
    repeated: unseen,
    workShare: unseen,
    jobs: unseen,
    growth: { retention: null, cleanupEnabled: null, maintenance: unseen, eventMessages: unseen, perfCounters: unseen },
    failedLogins: unseen,
  };
}

/** Nothing of it was seen, and what could be taken for a value is unknown where the types allow that. */
function unseenCatalog(reason: string): CatalogObservation {
  const hidden = { known: false, reason } as const;
  return {
    server: { name: '', productVersion: '', edition: '' },
    database: '',
    mark: hidden,
    notes: hidden,
    observedAt: new Date().toISOString(),
    login: { name: '', isSqlLogin: false, isSysadmin: false, isSsisAdmin: false, isClusterExecutor: false },
    scaleOut: 'neverEnabled',
    defaultExecutionMode: null,
    master: {
      machineName: null,
      address: null,
      port: null,
      certificateThumbprint: null,
      logDatabaseServer: null,
      lastOnline: null,
      lastOnlineAge: null,
      heartbeatInterval: null,
    },
    workers: hidden,
    busy: hidden,
  };
}

/** Places that each machine tries: the master's endpoint, and the SQL Server, which workers write their logs to. */
function placesOf({ master, catalog }: Topology): readonly NetworkPlace[] {
  const endpoint = endpointOf(master?.endpoint);
  const { host, port = sqlPort } = catalog.server;
  // Which port an instance has is told by SQL Server Browser alone.
  const server = catalog.server.instance === undefined || catalog.server.port !== undefined ? [{ host, port }] : [];
  return [...(endpoint === undefined ? [] : [endpoint]), ...server];
}

const sqlPort = 1433;

/** Where no topology names the endpoint, the address that the catalog tells workers. */
async function tryAddress(
  { catalog }: Observation,
  reach: DoctorWorld['network'],
  signal: AbortSignal,
): Promise<NetworkExamination | undefined> {
  if (typeof reach === 'string') return { endpoint: { known: false, reason: reach } };
  const place = endpointOf(catalog.master.address ?? undefined);
  return place === undefined ? undefined : reach(place, signal);
}

function endpointOf(text: string | undefined): NetworkPlace | undefined {
  if (text === undefined || !URL.canParse(text)) return undefined;
  const { protocol, hostname, port } = new URL(text);
  if (protocol !== 'https:' || hostname === '') return undefined;
  return { host: hostname.replace(/^\[(.*)\]$/, '$1'), port: Number(port || 443) };
}

/** The errors of the registry as values. */
async function settled<T>(work: Promise<T>): Promise<Known<T>> {
  try {
    return { known: true, value: await work };
  } catch (error) {
    if (isScaleoutError(error))
      return { known: false, reason: error.message, error: { code: error.code, remedy: error.remedy } };
    return { known: false, reason: messageOf(error) };
  }
}
