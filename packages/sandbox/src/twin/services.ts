import { timeText } from '../instant.js';
import { type Random, randomGuid } from '../model/identifiers.js';
import { loadedAtStart } from '../model/machines/settings.js';
import { configFields, settingReaderOf } from '../model/machines/settings-file.js';
import type { Row } from '../model/store.js';
import { isSameHost } from '../model/ways.js';
import type { TwinDescription, TwinMachine, TwinRow, TwinService } from './description.js';
import { takenAt } from './holding.js';

/** The services of masters and workers, and whose rows they are. */
export interface TwinServices {
  readonly masters: Record<string, Row>;
  readonly machines: Record<string, Row>;
  /** By agent id: the key in `machines` of the worker that has it. */
  readonly keys: ReadonlyMap<string, string>;
  /** Of each worker that was seen: the row of the catalog that it beats for. */
  readonly rowsOf: ReadonlyMap<string, TwinRow>;
}

/** The characters of a NetBIOS name. */
const shortest = 15;

/** Of all machines that were seen, and of those that nobody sees and that are heard of all the same. */
export function serviceTables(description: TwinDescription, random: Random): TwinServices {
  const start = Date.parse(description.observedAt);
  const machines: Record<string, Row> = {};
  const keys = new Map<string, string>();
  const rowsOf = new Map<string, TwinRow>();
  const claims = claimedRows(description);
  const isCut = description.machines.some(({ name, hostName }) => {
    const spoken = claims.get(name)?.row?.machineName;
    return spoken !== undefined && spoken !== null && spoken !== hostName && spoken === cutName(hostName);
  });
  for (const machine of description.machines) {
    const service = serviceIn(machine, 'worker');
    if (service === undefined) continue;
    const { row, id } = claims.get(machine.name) ?? {};
    const agentId = id ?? row?.id ?? randomGuid(random);
    const spoken = isCut ? cutName(machine.hostName) : machine.hostName;
    const told = row === undefined ? {} : { machineName: row.machineName, userAccount: row.userAccount };
    const firstStart = earliest(description, agentId);
    machines[machine.name] = {
      ...serviceRow(machine, service, { start, lastBeat: row?.heard === true ? row.lastOnline : null, firstStart }),
      agentId,
      says: { machineName: spoken, userAccount: service.account, ...told },
      sendsIdentity: row?.machineName !== null,
      ...otherId(service, agentId),
    };
    if (!keys.has(agentId)) keys.set(agentId, machine.name);
    if (row !== undefined) rowsOf.set(machine.name, row);
  }
  const claimed = new Set([...claims.values()].flatMap(({ row }) => (row === undefined ? [] : [row.id])));
  const taken = new Set(description.machines.map(({ name }) => name.toUpperCase()));
  for (const row of description.workers) {
    if (claimed.has(row.id) || !row.heard) continue;
    const name = row.machineName ?? '';
    const key = name === '' || taken.has(name.toUpperCase()) ? row.id : name;
    taken.add(key.toUpperCase());
    machines[key] = unseenWorker(row, key, start, earliest(description, row.id));
    keys.set(row.id, key);
  }
  return { masters: masterRows(description, start), machines, keys, rowsOf };
}

const cutName = (host: string) => (host.split('.')[0] ?? '').slice(0, shortest).toUpperCase();

export function serviceIn(machine: TwinMachine, role: TwinService['role']): TwinService | undefined {
  return machine.services.find((service) => service.role === role);
}

/** The id in the worker's own config, and the row that it beats for; by the machine's name where no id tells. */
interface Claim {
  readonly id?: string;
  readonly row?: TwinRow;
}

function claimedRows({ machines, workers }: TwinDescription): ReadonlyMap<string, Claim> {
  const byId = new Map(workers.map((row) => [row.id, row]));
  const ids = new Map<string, string>();
  for (const machine of machines) {
    const service = serviceIn(machine, 'worker');
    const id = service && agentIdOf(service);
    if (id !== undefined && id !== '') ids.set(machine.name, id);
  }
  const configured = new Set(ids.values());
  const named = new Map<string, TwinRow[]>();
  for (const row of workers) {
    if (configured.has(row.id) || row.machineName === null) continue;
    const key = cutName(row.machineName);
    named.set(key, [...(named.get(key) ?? []), row]);
  }
  const claims = new Map<string, Claim>();
  for (const { name, hostName, services } of machines) {
    if (!services.some(({ role }) => role === 'worker')) continue;
    const id = ids.get(name);
    const own = id === undefined ? undefined : byId.get(id);
    const alike = (named.get(cutName(hostName)) ?? []).filter(
      ({ machineName }) => isSameHost(machineName ?? '', hostName) || machineName?.toUpperCase() === cutName(hostName),
    );
    const row = own ?? (alike.length === 1 ? alike[0] : alike.find(({ heard }) => heard));
    // A row of its name that is silent was left behind by an earlier installation.
    const isOther = own === undefined && id !== undefined && row?.heard !== true;
    claims.set(name, { ...(id === undefined ? {} : { id }), ...(row === undefined || isOther ? {} : { row }) });
  }
  return claims;
}

function agentIdOf(service: TwinService): string | undefined {
  const id = settingReaderOf(configRow(service))?.('AgentId');
  return typeof id === 'string' ? id.toUpperCase() : undefined;
}

function configRow({ config }: TwinService): Row {
  if ('error' in config) return { config: null, configError: config.error };
  return { configPath: config.value.path, ...configFields(Buffer.from(config.value.content, 'base64')) };
}

/** A service that goes by another id than its config has now. */
function otherId(service: TwinService, agentId: string): Row {
  const loaded = loadedAtStart(configRow(service), 'worker');
  const own = agentIdOf(service);
  return loaded === undefined || own === undefined || own === agentId
    ? {}
    : { loaded: { ...loaded, AgentId: agentId } };
}

interface Since {
  /** Unix milliseconds: the twin's beginning. */
  readonly start: number;
  readonly lastBeat: string | null;
  /** When the first of its packages started; it runs since then at least. */
  readonly firstStart: number | undefined;
}

/** The first millisecond of the twin: what was before it is seen, and not worked out. */
const sinceText = (start: number) => timeText(start + 1);

function serviceRow(machine: TwinMachine, service: TwinService, { start, lastBeat, firstStart }: Since): Row {
  const own = (text: string | null) => {
    const time = Date.parse(text ?? '');
    return Number.isNaN(time) ? null : timeText(time - machine.clockAhead);
  };
  const { state, config } = service;
  const before = Math.min(start, firstStart ?? start, lastBeat === null ? start : Date.parse(lastBeat));
  const isUnseen = state === 'running' && service.startedAt === null;
  return {
    machine: machine.name,
    serviceName: service.name,
    version: service.version,
    userAccount: service.account,
    accountSid: service.accountSid,
    startMode: service.startMode,
    service: state,
    startedAt: isUnseen ? timeText(before) : own(service.startedAt),
    ...(isUnseen ? { startUnseen: true } : {}),
    stoppedAt: state === 'stopped' ? timeText(before) : null,
    clustered: service.clustered === true,
    ...(service.clustered === null ? { clusterDoubt: service.clusterDoubt ?? '' } : {}),
    ...configRow(service),
    ...(service.configReading === 'read' ? {} : { configReading: service.configReading }),
    ...(service.configWrittenAt === null ? {} : { configReplacedAt: own(service.configWrittenAt) }),
    ...('error' in config && service.role === 'worker' ? { configPath: 'WorkerSettings.config' } : {}),
    ...('error' in config && service.role === 'master' ? { configPath: 'MasterSettings.config' } : {}),
    loaded: null,
    since: sinceText(start),
    ...(lastBeat === null ? {} : { lastBeat }),
    log: {},
    trouble: service.trouble.map(({ kind, file, at, notAfter }) => ({
      kind,
      file,
      at: own(at),
      notAfter: own(notAfter),
    })),
    ...(service.logs === null ? {} : { logPlaces: { folders: service.logs.folders, newest: service.logs.newest } }),
  };
}

/** A worker on a machine that nobody looks into: it is heard of, as its row says. */
function unseenWorker(row: TwinRow, key: string, start: number, firstStart: number | undefined): Row {
  const lastBeat = Date.parse(row.lastOnline);
  return {
    machine: key,
    agentId: row.id,
    userAccount: row.userAccount ?? '',
    says: { machineName: row.machineName, userAccount: row.userAccount },
    sendsIdentity: row.machineName !== null,
    service: 'running',
    startedAt: timeText(Math.min(lastBeat, firstStart ?? lastBeat)),
    stoppedAt: null,
    accepted: true,
    lastBeat: row.lastOnline,
    since: sinceText(start),
  };
}

/** When the first of its packages started, in Unix milliseconds. */
function earliest({ executions, observedAt }: TwinDescription, agentId: string): number | undefined {
  const start = Date.parse(observedAt);
  const starts = executions.flatMap((one) => [
    ...(one.worker === agentId ? [Date.parse(one.started)] : []),
    ...(one.holder?.worker === agentId ? [takenAt(one, start)] : []),
  ]);
  return starts.length === 0 ? undefined : Math.min(...starts);
}

function masterRows({ master, machines }: TwinDescription, start: number): Record<string, Row> {
  const at = Date.parse(master.lastOnline ?? '');
  const lastBeat = master.heard === true && !Number.isNaN(at) ? timeText(at) : null;
  const rows: Record<string, Row> = {};
  const hosts = (name: string) => master.machineName !== null && isSameHost(master.machineName, name);
  for (const machine of machines) {
    const service = serviceIn(machine, 'master');
    if (service === undefined) continue;
    const isHost = master.machineName === null || hosts(machine.name) || hosts(machine.hostName);
    rows[machine.name] = serviceRow(machine, service, {
      start,
      lastBeat: isHost ? lastBeat : null,
      firstStart: undefined,
    });
  }
  const unseen = master.nodes.filter((node) => !machines.some(({ name }) => isSameHost(name, node)));
  const runs = Object.values(rows).some(({ service }) => service === 'running');
  // The one that hosts it now, where that is none of those that were seen.
  const other = runs || master.heard !== true ? undefined : (unseen.find(hosts) ?? unseen[0]);
  for (const node of unseen) rows[node] = unseenNode(node, node === other ? lastBeat : null, start);
  return rows;
}

/** A node that nobody looks into: its service runs where it has the master. */
export function unseenNode(name: string, lastBeat: string | null, start: number): Row {
  return {
    machine: name,
    userAccount: '',
    service: lastBeat === null ? 'stopped' : 'running',
    startedAt: lastBeat,
    stoppedAt: null,
    ...(lastBeat === null ? {} : { lastBeat }),
    since: sinceText(start),
  };
}
