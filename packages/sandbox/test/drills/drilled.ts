import { answerDrill, type DrillAnswer, type DrillRequest } from '../../src/drills/drill-desk.js';
import { isSandboxError } from '../../src/errors.js';
import type { Row } from '../../src/model/store.js';
import type { Way } from '../../src/model/ways.js';
import { agentOf, freshHarness, type Harness } from '../model/harness.js';
import { type Ask, installFleet } from '../support/sandbox-machines.js';

export const nodes = ['SQLETL01', 'SQLETL02'];
export const workers = ['ETL01', 'ETL02', 'ETL03', 'ETL04', 'ETL05'];
const endpoint = 'https://sqletl01.corp.example:8391';

/** A fleet that runs for an hour, with all that it takes to make drills in it. */
export interface DrilledHarness extends Harness {
  readonly ask: Ask;
  make(drill: string, machine?: string, others?: { readonly ago?: number; readonly days?: number }): DrillAnswer;
  undo(drill?: string, machine?: string): NonNullable<DrillAnswer['undone']>;
  /** The workers that were not heard of in the last three minutes. */
  offline(): readonly string[];
  /** Seconds since a worker was heard of. */
  silence(machine: string): number;
  /** All rows, without what time and the starts of services write. */
  rows(): unknown;
  row(table: string, key: string): Row;
}

export async function drilledHarness(world: readonly Way[] = []): Promise<DrilledHarness> {
  const harness = freshHarness(
    { joined: false, masterMachines: nodes, workers: workers.map((machine) => ({ machine })), endpoint, world },
    (content) => {
      // The log's login, and mixed mode as every server has it.
      content.logins = { ...content.logins, [logLogin]: { name: logLogin, kind: 'sql', databaseRoles: [], sid: '0A' } };
    },
  );
  const ask: Ask = (machine, request) => harness.world.answer(machine, request);
  await installFleet(ask, { masters: nodes, workers, endpoint });
  harness.wait(120);
  const operator = harness.as('SANDBOX\\operator');
  for (const worker of workers) {
    operator.rows('catalog.worker_agents');
    operator.exec('catalog.enable_worker_agent', { '@WorkerAgentId': agentOf(harness, worker) });
  }
  harness.wait(3600);
  const { world: living, store } = harness;
  const drill = (request: DrillRequest) => answerDrill(living, request);
  const silence = (machine: string) => {
    const row = harness.as('scaleout').rows('catalog.worker_agents');
    const own = row.find(({ WorkerAgentId: id }) => id === agents.get(machine));
    const ticks = (own?.LastOnlineTime as { readonly ticks: bigint } | undefined)?.ticks ?? 0n;
    const unix = Number((ticks - 621_355_968_000_000_000n) / 10_000n);
    return (harness.now() - unix) / 1000;
  };
  const agents = new Map(workers.map((machine) => [machine, agentOf(harness, machine)]));
  return {
    ...harness,
    ask,
    make: (name, machine, others = {}) => drill({ action: 'make', drill: name, machine, ...others }),
    undo: (name, machine) => drill({ action: 'undo', drill: name, machine }).undone ?? [],
    silence,
    offline: () => workers.filter((machine) => silence(machine) > 180),
    rows: () => lasting(store.content()),
    row: (table, key) => store.get(table, key) ?? {},
  };
}

export const logLogin = '##MS_SSISLogDBWorkerAgentLogin##';

const passing = ['startedAt', 'stoppedAt', 'since', 'log', 'loaded', 'gaveUp', 'lastOnlineTime', 'machineName'];

function lasting(content: Readonly<Record<string, Readonly<Record<string, Row>>>>): unknown {
  const { simulation: _, masterProperties = {}, ...tables } = content;
  const { MACHINE_NAME: __, ...properties } = masterProperties;
  const rows = Object.entries({ ...tables, masterProperties: properties }).map(([table, those]) => [
    table,
    Object.fromEntries(
      Object.entries(those).map(([key, row]) => [
        key,
        Object.fromEntries(Object.entries(row).filter(([field]) => !passing.includes(field))),
      ]),
    ),
  ]);
  return Object.fromEntries(rows.filter(([, those]) => Object.keys(those as object).length > 0));
}

/** What a drill is refused with. */
export function refusalOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (isSandboxError(error)) return `${error.code}: ${error.message}`;
    throw error;
  }
  throw new Error('it was not refused');
}
