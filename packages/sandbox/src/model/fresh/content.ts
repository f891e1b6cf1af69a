import { sqlTimeText, timeText, unixMillisecondsOf } from '../../instant.js';
import { type Random, randomAccountSid, randomGuid, randomLoginSid, randomPassword } from '../identifiers.js';
import { masterHeartbeat } from '../life/machine.js';
import { defaultEdition, defaultProductVersion } from '../server.js';
import type { Row, StoreContent } from '../store.js';
import {
  type FleetDescription,
  firstMaster,
  freshMachines,
  freshMasters,
  freshWorkerRows,
} from './fleet-description.js';
import { installMachines, masterPort } from './installed-machines.js';

/** The state of a fleet that has just been set up: Scale Out was never enabled, nothing ran yet. */
export function freshContent(fleet: FleetDescription, random: Random): StoreContent {
  const createdAt = unixMillisecondsOf(fleet.createdAt);
  const productVersion = fleet.productVersion ?? defaultProductVersion;
  const ways = new Set(fleet.world);
  const logins = freshLogins(random);
  const services = {
    masters: freshMasters(fleet, createdAt, productVersion),
    machines: freshMachines(fleet, createdAt, productVersion, random),
  };
  const version = `${productVersion.slice(0, 2)}0`;
  const { masterThumbprint, ...installed } = installMachines(services, { fleet, createdAt, version, random });
  return {
    server: {
      server: {
        name: fleet.serverName,
        productVersion,
        edition: fleet.edition ?? defaultEdition,
        masterFeature: true,
      },
    },
    simulation: { clock: { until: timeText(createdAt) }, world: { ways: [...ways] } },
    ...(ways.has('other-schema') ? { missing: { 'catalog.worker_agents.tags': {} } } : {}),
    logins,
    extendedProperties: {},
    catalogProperties: freshCatalogProperties(productVersion),
    masterProperties: freshMasterProperties(fleet, createdAt, masterThumbprint, random),
    ...installed,
    workerAgents: freshWorkerRows(installed.machines, ways),
    perfCounters: {},
    agentJobs: freshJobs(createdAt),
    agentProxies: {},
    errorLog: {},
    strayUsers: {},
    tableSizes: {},
    ...freshProject(logins, createdAt, random),
    operations: {},
    executions: {},
    jobs: {},
    tasks: {},
    unheardRuns: {},
  };
}

/** The job that SSISDB's setup makes, which runs each midnight. */
function freshJobs(createdAt: number): Record<string, Row> {
  return {
    'SSIS Server Maintenance Job': {
      owner: '##MS_SSISServerCleanupJobLogin##',
      enabled: true,
      created: timeText(createdAt),
      steps: [
        { name: 'SSIS Server Operation Records Maintenance', subsystem: 'TSQL' },
        { name: 'SSIS Server Max Version Per Project Maintenance', subsystem: 'TSQL' },
      ],
    },
  };
}

/** SCHEMA_VERSION by the release's major version; what a client makes of it is its own affair. */
const schemaVersions: Readonly<Record<string, string>> = { '14': '6', '15': '7', '16': '8', '17': '9' };

/** The properties of a catalog that was just created: SQL Server's defaults. */
function freshCatalogProperties(productVersion: string): Record<string, Row> {
  const values: Readonly<Record<string, string>> = {
    DEFAULT_EXECUTION_MODE: '0',
    ENCRYPTION_ALGORITHM: 'AES_256',
    MAX_PROJECT_VERSIONS: '10',
    OPERATION_CLEANUP_ENABLED: 'TRUE',
    RETENTION_WINDOW: '365',
    SCHEMA_BUILD: productVersion,
    SCHEMA_VERSION: schemaVersions[productVersion.slice(0, 2)] ?? '8',
    SERVER_CUSTOMIZED_LOGGING_LEVEL: '',
    SERVER_LOGGING_LEVEL: '1',
    SERVER_OPERATION_ENCRYPTION_LEVEL: '1',
    VALIDATION_TIMEOUT: '300',
    VERSION_CLEANUP_ENABLED: 'TRUE',
  };
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]));
}

/** An address of the network that is kept for examples (RFC 5737). */
const masterIp = '192.0.2.10';

/**
 * The master's properties after its service has started for the first time. There is no IS_SCALEOUT_ENABLED: never
 * enabled is no row. `thumbprint` is of its certificate, where its machine has a state.
 */
function freshMasterProperties(
  fleet: FleetDescription,
  createdAt: number,
  thumbprint: string | undefined,
  random: Random,
): Record<string, Row> {
  const machine = firstMaster(fleet);
  // Nobody has told a master that was just set up where it will be reached.
  const endpoint = thumbprint === undefined ? fleet.endpoint : undefined;
  const values: Readonly<Record<string, string>> = {
    CLUSTER_LOGDB_CONNECTIONSTRING: '',
    CLUSTER_LOGDB_SERVER: '',
    EXECUTION_PASSWORD: '',
    LAST_ONLINE_TIME: sqlTimeText(createdAt, fleet.createdAt.offset),
    MACHINE_IP: masterIp,
    MACHINE_NAME: machine,
    MASTER_ADDRESS: endpoint ?? `https://${machine}:${masterPort}`,
    MASTER_HEARTBEAT_INTERVALINMS: String(masterHeartbeat),
    MASTER_SERVICE_PORT: masterPort,
    SSLCERT_THUMBPRINT: thumbprint ?? Buffer.from(random(20)).toString('hex').toUpperCase(),
  };
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]));
}

/** The sandbox's Windows domain. */
const domain = 'SANDBOX';

interface FreshLogin {
  readonly name: string;
  readonly serverRoles?: readonly string[];
  /** Absent: no user in SSISDB. */
  readonly databaseRoles?: readonly string[];
  readonly disabled?: boolean;
  readonly sid?: string;
}

/** One login for each set of rights that a client may have. A name with a backslash is a Windows login. */
const freshLoginList: readonly FreshLogin[] = [
  { name: 'sa', serverRoles: ['sysadmin'], disabled: true, sid: '01' },
  { name: 'scaleout', serverRoles: ['sysadmin'], databaseRoles: [] },
  // configure_catalog refuses SQL logins: whoever does everything is a Windows login.
  { name: `${domain}\\scaleout`, serverRoles: ['sysadmin'], databaseRoles: [] },
  { name: 'operator', databaseRoles: ['ssis_admin'] },
  { name: `${domain}\\operator`, databaseRoles: ['ssis_admin'] },
  { name: 'executor', databaseRoles: ['ssis_cluster_executor'] },
  { name: 'reader', databaseRoles: [] },
  { name: 'outsider' },
];

function freshLogins(random: Random): Record<string, Row> {
  const rows = freshLoginList.map(({ name, serverRoles = [], databaseRoles, disabled = false, sid }): Row => {
    const isWindows = name.includes('\\');
    return {
      name,
      kind: isWindows ? 'windows' : 'sql',
      password: randomPassword(random),
      serverRoles,
      databaseRoles: databaseRoles ?? null,
      sid: sid ?? (isWindows ? randomAccountSid(random) : randomLoginSid(random)),
      disabled,
    };
  });
  return Object.fromEntries(rows.map((row) => [String(row.name), row]));
}

const packageNames = ['LoadSales.dtsx', 'LoadStock.dtsx', 'LoadCustomers.dtsx'];

/** A folder with a project of three packages, which everybody may execute: something to run. */
function freshProject(
  logins: Readonly<Record<string, Row>>,
  createdAt: number,
  random: Random,
): Record<'folders' | 'projects' | 'packages', Record<string, Row>> {
  const author = logins['SANDBOX\\scaleout'];
  const by = { sid: author?.sid ?? null, name: author?.name ?? null };
  return {
    folders: {
      '1': {
        name: 'Warehouse',
        description: 'Loads of the warehouse',
        createdBySid: by.sid,
        createdByName: by.name,
        createdTime: timeText(createdAt),
        grantedTo: ['public'],
      },
    },
    projects: {
      '1': {
        folderId: 1,
        name: 'Loads',
        description: null,
        deployedBySid: by.sid,
        deployedByName: by.name,
        lastDeployedTime: timeText(createdAt),
        versionLsn: 1,
      },
    },
    packages: Object.fromEntries(
      packageNames.map((name, index) => [
        String(index + 1),
        { projectId: 1, name, description: null, guid: randomGuid(random), durationSeconds: 60, outcome: 'succeeded' },
      ]),
    ),
  };
}
