import { timeText } from '../instant.js';
import type { Random } from '../model/identifiers.js';
import { createStore, type Row, type StoreContent } from '../model/store.js';
import { catalogTables, workerRows } from './catalog.js';
import type { TwinDescription } from './description.js';
import { heedEvidence, putAlias, type Unexplained } from './evidence.js';
import { serviceTables } from './services.js';
import { certificateRows, windowsRow } from './windows.js';
import { workTables } from './work.js';

export interface TwinContent {
  readonly tables: StoreContent;
  /** What was seen and does not go together with the rules of the sandbox. */
  readonly unexplained: readonly Unexplained[];
}

/** The jobs of SQL Server Agent. */
const unseenTables = ['dbo.sysjobs', 'dbo.sysjobsteps', 'dbo.sysjobservers', 'dbo.sysproxies'];

/** The state of a twin at its beginning. */
export function twinContent(description: TwinDescription, random: Random): TwinContent {
  const start = timeText(Date.parse(description.observedAt));
  const { master, machines: seen, unreached } = description;
  const { masters, machines, keys, rowsOf } = serviceTables(description, random);
  const windows: Record<string, Row> = Object.fromEntries(
    seen.map((machine) => [
      machine.name,
      windowsRow(machine, rowsOf.get(machine.name)?.heard === true || masters[machine.name]?.service === 'running'),
    ]),
  );
  const { simulation, ...catalog } = catalogTables(description, random);
  const tables: StoreContent = {
    ...catalog,
    simulation: {
      ...simulation,
      clock: { until: start },
      world: { ways: [] },
      twin: { from: start },
    },
    masters,
    machines,
    windows,
    certificates: certificateRows(seen),
    aliases: aliases(master.hosts, Object.keys(masters)),
    unreached: Object.fromEntries(unreached.map((name) => [name, {}])),
    workerAgents: workerRows(description),
    // What nobody has looked at, a diagnosis cannot read there.
    missing: Object.fromEntries(unseenTables.map((name) => [name, {}])),
    perfCounters: {},
    agentJobs: {},
    agentProxies: {},
    errorLog: {},
    tableSizes: {},
    folders: {},
    projects: {},
    packages: {},
    ...workTables(description, { keys, machines, hasState: (key) => windows[key] !== undefined }, random),
    unheardRuns: {},
  };
  return heedEvidence(tables, { description, rowsOf });
}

function aliases(hosts: readonly string[], nodes: readonly string[]): Record<string, Row> {
  const store = createStore({}, () => {});
  for (const host of hosts) if (nodes.length > 0) putAlias(store, host, nodes);
  return { ...store.content().aliases };
}
