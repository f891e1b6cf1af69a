import { X509Certificate } from 'node:crypto';
import type { Row, Store } from '../../packages/sandbox/src/model/store.js';

/*
 * What must hold at every moment of a rotation, read from the rows of a sandbox and from nothing of the product: each
 * worker has a pair of key, config and trust on all nodes that works, or it is out of service and runs nothing. Facts:
 * a service goes by what it read at its start; a worker pins one certificate of the master, and the master's port has one; a
 * client's certificate must be in Root of the node that it comes to; whoever answers or asks needs the private key, and the
 * right to read it.
 */

/** Table by table, as a store has it. */
type Rows = Pick<Store, 'rows' | 'get'>;

/** What a fleet shows at one moment. */
export interface PairsSeen {
  /** What must not be, a sentence each. */
  readonly problems: readonly string[];
  /** Workers that take work and whose pair works. */
  readonly working: number;
  /** Workers that are out of service and run nothing. */
  readonly out: readonly string[];
}

interface Config {
  readonly endpoint: string;
  readonly master: string;
  readonly worker: string;
  readonly agentId: string;
}

/** Looks at every worker; `at`: unix milliseconds of the fleet's time. */
export function seePairs(rows: Rows, at: number): PairsSeen {
  const problems: string[] = [];
  const out: string[] = [];
  let working = 0;
  for (const [name, machine] of rows.rows('machines')) {
    const file = configIn(machine);
    if (file === undefined) {
      problems.push(`${name}: its config cannot be read`);
      continue;
    }
    const loaded = loadedBy(machine) ?? file;
    const windows = rows.get('windows', name) ?? {};
    const pairs = loaded.worker === file.worker && loaded.master === file.master ? [loaded] : [loaded, file];
    // Key and trust are never taken away, whether or not it works just now.
    const faults = pairs.flatMap((config) => [
      ...ownFaults(config.worker, machine, windows, rows, at),
      ...(entryOf(windows, 'root', config.master) === undefined
        ? [`its Root lacks the master's ${config.master}`]
        : []),
      ...validityFaults(config.master, rows, at),
    ]);
    const row = rows.get('workerAgents', loaded.agentId);
    if (row === undefined) problems.push(`${name}: the catalog has no row of it`);
    const runs = runningOn(name, rows, at);
    if (row?.isEnabled === true || runs > 0) {
      if (machine.service !== 'running') faults.push('its service does not run');
      // The file counts as well: a service that starts anew by itself goes by that.
      faults.push(...pairs.flatMap((config) => pinFaults(config, rows)));
      if (faults.length === 0) working += 1;
      const state = row?.isEnabled === true ? 'takes work' : `runs ${runs} tasks`;
      problems.push(...faults.map((fault) => `${name} ${state}, and ${fault}`));
    } else {
      out.push(name);
      problems.push(...faults.map((fault) => `${name} is out, and ${fault}`));
    }
  }
  return { problems: [...new Set(problems)], working, out };
}

/** The worker's own half: valid, with a key that its service may read, trusted by itself and by each node. */
function ownFaults(print: string, machine: Row, windows: Row, rows: Rows, at: number): readonly string[] {
  const entry = entryOf(windows, 'my', print);
  const faults = [...validityFaults(print, rows, at)];
  if (entry === undefined) faults.push(`its My lacks ${print}`);
  else if (!mayRead(entry, machine)) faults.push(`its service may not read the key of ${print}`);
  if (entryOf(windows, 'root', print) === undefined) faults.push(`its own Root lacks ${print}`);
  for (const node of rows.rows('masters').keys()) {
    if (entryOf(rows.get('windows', node) ?? {}, 'root', print) === undefined)
      faults.push(`${node} does not trust ${print}`);
  }
  return faults;
}

function validityFaults(print: string, rows: Rows, at: number): readonly string[] {
  const der = rows.get('certificates', print)?.der;
  if (typeof der !== 'string') return [`nobody has the certificate ${print || '(none)'}`];
  const { validFrom, validTo } = new X509Certificate(Buffer.from(der, 'base64'));
  if (at < Date.parse(validFrom)) return [`${print} is not valid yet`];
  return at > Date.parse(validTo) + 999 ? [`${print} has ended`] : [];
}

/** The node that answers at the worker's endpoint answers with just the certificate that the worker pins. */
function pinFaults({ endpoint, master: pin }: Config, rows: Rows): readonly string[] {
  if (!URL.canParse(endpoint)) return [`its endpoint is ${endpoint}`];
  const { hostname, port } = new URL(endpoint);
  const node = nodeAt(hostname, rows);
  const row = node === undefined ? undefined : rows.get('masters', node);
  if (node === undefined || row === undefined) return [`nobody answers at ${hostname}`];
  const windows = rows.get('windows', node) ?? {};
  const bound = object(object(windows.bindings)[`0.0.0.0:${port}`]);
  const settings = object(row.loaded ?? parsed(row));
  const faults: string[] = [];
  if (row.service !== 'running') faults.push(`the master on ${node} does not run`);
  if (bound.thumbprint !== pin) faults.push(`it pins ${pin}, and the port of ${node} has ${String(bound.thumbprint)}`);
  if (key(settings.SSLCertThumbprint) !== pin)
    faults.push(`it pins ${pin}, and the master on ${node} has read another one`);
  const entry = entryOf(windows, bound.store === 'My' ? 'my' : 'root', pin);
  // Windows itself answers at a port (http.sys): its key is read by the system.
  if (entry === undefined || !readersOf(entry).includes('S-1-5-18')) faults.push(`${node} lacks the key of ${pin}`);
  return faults;
}

/** Of several nodes under one name the one answers whose master runs. */
function nodeAt(host: string, rows: Rows): string | undefined {
  const alias = [...rows.rows('aliases')].find(([name]) => name.toUpperCase() === host.toUpperCase());
  const nodes = alias === undefined ? [host] : (alias[1].machines as readonly string[]);
  const named = [...rows.rows('masters')].filter(([node]) =>
    nodes.some(
      (one) => node.toUpperCase() === one.toUpperCase() || node.toUpperCase() === one.split('.')[0]?.toUpperCase(),
    ),
  );
  return (named.find(([, { service }]) => service === 'running') ?? named[0])?.[0];
}

/** Tasks that a machine has taken, and packages that it runs on although the catalog has taken them from it. */
function runningOn(machine: string, rows: Rows, at: number): number {
  const held = [...rows.rows('tasks').values()].filter(
    (task) => task.machine === machine && (task.status === 2 || task.status === 3),
  );
  const unheard = [...rows.rows('unheardRuns').values()].filter(
    (run) => run.machine === machine && Date.parse(String(run.until)) > at,
  );
  return held.length + unheard.length;
}

/** Executions by their ids: lost, failed or begun twice, or run beside another attempt. */
export function packageProblems(rows: Rows): readonly string[] {
  const problems: string[] = [];
  const bad: Readonly<Record<number, string>> = { 3: 'was cancelled', 4: 'failed', 6: 'ended unexpectedly' };
  for (const [id, { status }] of rows.rows('operations')) {
    if (!rows.rows('executions').has(id)) continue;
    const how = bad[Number(status)];
    if (how !== undefined) problems.push(`execution ${id} ${how}`);
  }
  for (const { executionId, executedCount } of rows.rows('tasks').values()) {
    if (Number(executedCount) > 1)
      problems.push(`execution ${String(executionId)} was begun ${String(executedCount)} times`);
  }
  for (const { executionId, machine } of rows.rows('unheardRuns').values()) {
    problems.push(`execution ${String(executionId)} went on on ${String(machine)} although it was taken from it`);
  }
  return problems;
}

/** How many executions have not ended. */
export function openExecutions(rows: Rows): number {
  return [...rows.rows('executions').keys()].filter((id) => {
    const { status } = rows.get('operations', id) ?? {};
    return status === 2 || status === 5 || status === 1;
  }).length;
}

function configIn(machine: Row): Config | undefined {
  const fields = parsed(machine);
  return fields === undefined ? undefined : configOf(fields);
}

function loadedBy({ loaded }: Row): Config | undefined {
  return loaded === null || loaded === undefined ? undefined : configOf(object(loaded));
}

function configOf(fields: Row): Config {
  return {
    endpoint: String(fields.MasterEndpoint ?? ''),
    master: key(fields.MasterHttpsCertThumbprint),
    worker: key(fields.WorkerHttpsCertThumbprint),
    agentId: String(fields.AgentId ?? '').toUpperCase(),
  };
}

function parsed({ config }: Row): Row | undefined {
  try {
    return object(JSON.parse(String(config).replace(/^\ufeff/, '')));
  } catch {
    return undefined;
  }
}

function key(text: unknown): string {
  return String(text ?? '').toUpperCase();
}

function entryOf(windows: Row, store: 'root' | 'my', print: string): Row | undefined {
  const entry = object(windows[store])[print];
  return entry === undefined ? undefined : object(entry);
}

/** The service's own account, or everyone. */
function mayRead(entry: Row, { accountSid }: Row): boolean {
  return readersOf(entry).some((reader) => reader === accountSid || reader === 'S-1-1-0');
}

/** None where there is no key. */
function readersOf({ readers }: Row): readonly unknown[] {
  return Array.isArray(readers) ? readers : [];
}

function object(value: unknown): Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Row) : {};
}
