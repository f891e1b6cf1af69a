import { sandboxFacts } from '../../facts.js';
import { type Random, serviceSidText } from '../identifiers.js';
import { makeCertificate, readCertificate, setupLifetime } from '../machines/certificate.js';
import { masterConfig, setupConfigFields, workerConfig } from '../machines/settings.js';
import type { Row } from '../store.js';
import { isSameHost, type Ways } from '../ways.js';
import { type FleetDescription, type FleetWorker, hasJoined, mastersHaveState } from './fleet-description.js';

/** PortNumber of MasterSettings.config, as setup leaves it. */
export const masterPort = String(sandboxFacts['http.setup-port']);

/** Local system and the administrators can read every machine key. */
const readersOfEveryKey = ['S-1-5-18', 'S-1-5-32-544'];

const day = 86_400_000;

export interface Setup {
  readonly fleet: FleetDescription;
  /** Unix milliseconds. */
  readonly createdAt: number;
  /** 160 for SQL Server 2022. */
  readonly version: string;
  readonly random: Random;
}

/** What setup leaves on machines, by table. */
export interface Installed {
  readonly masters: Record<string, Row>;
  readonly machines: Record<string, Row>;
  readonly windows: Record<string, Row>;
  readonly certificates: Record<string, Row>;
  readonly aliases: Record<string, Row>;
  /** Undefined where the master's machines have no state of their own. */
  readonly masterThumbprint: string | undefined;
}

/**
 * Gives the machines that have not joined what setup leaves there: certificates of their own, which nobody else trusts,
 * and configs, in addition to the rows of their services.
 */
export function installMachines(
  services: { readonly masters: Readonly<Record<string, Row>>; readonly machines: Readonly<Record<string, Row>> },
  setup: Setup,
): Installed {
  const { fleet } = setup;
  if (!mastersHaveState(fleet)) {
    return { ...services, windows: {}, certificates: {}, aliases: {}, masterThumbprint: undefined };
  }
  const ways = new Set(fleet.world);
  const windows = new Map<string, Row>();
  const certificates = new Map<string, Row>();
  const masterThumbprint = keepCertificate(certificates, setup, 'server', mastersNames(fleet));
  const masters = Object.entries(services.masters).map(([key, row]) => {
    const installed = installMaster(key, row, setup, masterThumbprint);
    windows.set(key, installed.windows);
    return [key, installed.service] as const;
  });
  const machines = fleet.workers.flatMap((worker, at) => {
    const row = services.machines[worker.machine];
    if (row === undefined) return [];
    if (hasJoined(fleet, worker)) return [[worker.machine, row] as const];
    // A worker on a node of the master is the same machine, however the two are written.
    const key = masters.find(([name]) => isSameHost(name, worker.machine))?.[0] ?? worker.machine;
    const installed = installWorker(worker, row, setup, { key, windows: windows.get(key), masterThumbprint });
    certificates.set(installed.thumbprint, { der: installed.certificate });
    const error = ways.has('cluster-unknown') && at === 0 ? 'Requested registry access is not allowed.' : undefined;
    windows.set(key, { ...installed.windows, ...(error === undefined ? {} : { clusterError: error }) });
    return [[key, installed.service] as const];
  });
  return {
    masters: Object.fromEntries(masters),
    machines: Object.fromEntries(machines),
    windows: Object.fromEntries(windows),
    certificates: Object.fromEntries(certificates),
    aliases: aliasesOf(fleet),
    masterThumbprint,
  };
}

/** A node of the master as setup leaves it, with the certificate that all of them share. */
export function installMaster(key: string, row: Row, setup: Setup, thumbprint: string) {
  const { fleet } = setup;
  const ways = new Set(fleet.world);
  const service = serviceFields('Master', setup);
  const readers = [...readersOfEveryKey, service.accountSid];
  const windows: Row = {
    ...bareMachine(key, ways),
    ...(ways.has('cluster-unknown') ? { clusterService: 'stopped' } : {}),
    root: { [thumbprint]: { friendlyName: 'SSISScaleOutMaster', readers } },
    bindings: { [`0.0.0.0:${masterPort}`]: { thumbprint, store: 'Root' } },
  };
  const config = masterConfig({ thumbprint, serverName: fleet.serverName }, ways);
  return { windows, service: { ...row, ...service, ...setupConfigFields(config, ways, fleet.configFormat) } };
}

/** A worker's machine as setup leaves it; `windows`: what it has already, where it is a node of the master too. */
export function installWorker(
  worker: FleetWorker,
  row: Row,
  setup: Setup,
  {
    key,
    windows: found,
    masterThumbprint,
  }: { readonly key: string; readonly windows: Row | undefined; readonly masterThumbprint: string },
) {
  const { fleet } = setup;
  const ways = new Set(fleet.world);
  const own = worker.certificate === undefined ? undefined : readCertificate(worker.certificate);
  const { thumbprint, der } = own ?? certificateFor(setup, 'client', [worker.machine]);
  const service = serviceFields('Worker', setup);
  const before = found ?? bareMachine(key, ways);
  const readers = [...readersOfEveryKey, service.accountSid];
  const windows: Row = {
    ...before,
    root: { ...(before.root as Row), [thumbprint]: { friendlyName: 'SSISScaleOutWorker', readers: null } },
    my: { [thumbprint]: { friendlyName: 'SSISScaleOutWorker', readers } },
  };
  const { accepted: _, maxTaskCount: __, ...kept } = row;
  const values = {
    endpoint: `https://${worker.machine}:${masterPort}`,
    masterThumbprint: '',
    thumbprint,
    agentId: String(row.agentId),
  };
  const told = { ...values, endpoint: fleet.endpoint ?? values.endpoint, masterThumbprint };
  const config = workerConfig(ways.has('other-case') ? told : values, ways);
  return {
    thumbprint,
    certificate: der,
    windows,
    service: { ...kept, machine: key, ...service, ...setupConfigFields(config, ways, fleet.configFormat) },
  };
}

/** Several nodes share one certificate with its key, as the documentation of high availability has it installed. */
function mastersNames(fleet: FleetDescription): readonly string[] {
  return [...new Set([...fleet.masterMachines, hostOf(fleet.endpoint) ?? []].flat())];
}

function keepCertificate(
  certificates: Map<string, Row>,
  setup: Setup,
  usage: 'server' | 'client',
  names: readonly string[],
): string {
  const { thumbprint, der } = certificateFor(setup, usage, names);
  certificates.set(thumbprint, { der });
  return thumbprint;
}

function certificateFor({ createdAt, random }: Setup, usage: 'server' | 'client', names: readonly string[]) {
  const validity = { notBefore: createdAt - day, notAfter: createdAt + setupLifetime };
  return makeCertificate({ names, usage, ...validity }, random);
}

/** The name under which the master's machines are reached, where it is not the name of one of them. */
function aliasesOf(fleet: FleetDescription): Record<string, Row> {
  const host = hostOf(fleet.endpoint);
  const isMachine = fleet.masterMachines.some((machine) => machine.toUpperCase() === host?.toUpperCase());
  return host === undefined || isMachine ? {} : { [host]: { machines: fleet.masterMachines } };
}

function hostOf(endpoint: string | undefined): string | undefined {
  if (endpoint === undefined || !URL.canParse(endpoint)) return undefined;
  return new URL(endpoint).hostname.replace(/^\[(.*)\]$/, '$1');
}

/** In no login. */
const domainAccount = 'SANDBOX\\svc-scaleout-master';

function serviceFields(role: 'Master' | 'Worker', { version, fleet }: Setup) {
  const ways = new Set(fleet.world);
  const [masterName, workerName] = sandboxFacts['service.names'];
  const serviceName = `${role === 'Master' ? masterName : workerName}${version}`;
  return {
    serviceName,
    version,
    startMode: 'automatic',
    ...(ways.has('domain-account') && role === 'Master'
      ? { userAccount: domainAccount, accountSid: 'S-1-5-21-1004336348-1177238915-682003330-1601' }
      : { accountSid: serviceSidText(`NT SERVICE\\${serviceName}`) }),
    clustered: false,
    configPath: `C:\\Program Files\\Microsoft SQL Server\\${version}\\DTS\\Binn\\${role}Settings.config`,
    loaded: null,
    since: null,
    log: {},
  };
}

function bareMachine(name: string, ways: Ways): Row {
  return {
    ...(ways.has('tls13') ? { build: sandboxFacts['http.tls13-build'] } : {}),
    hostName: name,
    reachable: true,
    administrator: true,
    root: {},
    my: {},
    bindings: {},
    firewall: {},
    sendTrustedIssuerList: null,
    clientAuthTrustMode: null,
  };
}
