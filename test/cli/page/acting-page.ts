import { openPageActions, type PageActionsOptions } from '../../../src/cli/page/page-actions.js';
import type { Catalog } from '../../../src/domain/catalog.js';
import type { EventBody } from '../../../src/domain/documents.js';
import { isRunning } from '../../../src/history/provenance.js';
import { readHistory } from '../../../src/history/read-history.js';
import type { Viewer } from '../../../src/page/login/viewer.js';
import type { ActionBodies, ActionName } from '../../../src/page/wire/session.js';
import { openPackageFleet, type PackageFleet, sysadmin } from '../../support/package-fleet.js';
import { type Folder, temporaryFolder } from '../../support/run-cli.js';
import { runHere, terminalHere } from '../../support/run-here.js';

export const { signal } = new AbortController();

export const anna: Viewer = { user: 'CORP\\anna', role: 'approver', via: 'token', until: undefined, session: 's' };

/** The actions of a page over a farm of three workers with packages; the clock of its server stands until it is moved. */
export interface ActingPage extends AsyncDisposable {
  readonly fleet: PackageFleet;
  readonly folder: Folder;
  /** As the catalog's administrator, to see what an action did. */
  readonly catalog: Catalog;
  readonly woken: string[];
  readonly events: EventBody[];
  readonly stop: AbortController;
  readonly env: NodeJS.ProcessEnv;
  act<Name extends ActionName>(name: Name, body: ActionBodies[Name], by?: Viewer): ReturnType<typeof actsAs>;
  run(...words: readonly string[]): ReturnType<typeof runHere>;
  /** The newest first. */
  history(): ReturnType<typeof readHistory>;
  enabledOf(machine: string): Promise<boolean | undefined>;
  note(name: 'suspensions' | 'approvals' | 'acknowledgements'): Promise<unknown>;
  /** What a part of a topology says besides. */
  topology(...lines: readonly string[]): Promise<unknown>;
  /** A page over the same farm with other parts. */
  pageWith(parts: Partial<PageActionsOptions>): ReturnType<typeof openPageActions>;
}

declare function actsAs(): Promise<{ readonly state: string; readonly text: string }>;

export async function actingPage(parts: Partial<PageActionsOptions> = {}): Promise<ActingPage> {
  const fleet = await openPackageFleet(600);
  const folder = await temporaryFolder();
  const catalog = fleet.catalogAs(sysadmin);
  const env = { TEST_PASSWORD: fleet.sandbox.passwordOf('scaleout') };
  const woken: string[] = [];
  const events: EventBody[] = [];
  const stop = new AbortController();
  let time = 0;
  const quiet = terminalHere();
  const file = folder.file('topology.yaml');
  const options: PageActionsOptions = {
    fileOf: (topology) => (topology === 'warehouse' ? file : undefined),
    ...{ sandbox: undefined, parallelism: undefined, history: undefined },
    terminal: { ...quiet, env, interrupts: { ...quiet.interrupts, stop: stop.signal } },
    wake: (topology) => woken.push(topology),
    shown: () => undefined,
    severityOf: async (_, id) => (id === 'worker.offline' ? 'error' : undefined),
    onEvent: (_, event) => events.push(event),
    clock: () => (time += 10_000),
    ...parts,
  };
  const page = openPageActions(options);
  const topology = (...lines: readonly string[]) =>
    folder.write(
      'topology.yaml',
      [
        'apiVersion: ssis-scaleout/v1',
        'name: warehouse',
        'catalog:',
        `  server: "127.0.0.1,${fleet.sandbox.connection.port}"`,
        '  trustServerCertificate: true',
        '  authentication: { type: sql, user: scaleout, password: { env: TEST_PASSWORD } }',
        'workers:',
        '  - { machine: ETL01 }',
        '  - { machine: ETL02 }',
        ...lines,
        '',
      ].join('\n'),
    );
  await topology();
  return {
    ...{ fleet, folder, env, catalog, woken, events, stop, topology },
    act: (name, body, by = anna) => page.act(name, { topology: 'warehouse', by }, body),
    run: (...words) => runHere(words, { cwd: folder.path, env }),
    history: () => readHistory(folder.file('.scaleout/warehouse.history.jsonl'), { isRunning }),
    enabledOf: async (machine) =>
      (await catalog.readWorkers([fleet.idOf(machine)], signal)).values().next().value?.enabled,
    async note(name) {
      const { notes } = await catalog.observe(signal);
      if (!notes.known) throw new Error(notes.reason);
      return JSON.parse(notes.value[name] ?? '[]');
    },
    pageWith: (other) => openPageActions({ ...options, ...other }),
    async [Symbol.asyncDispose]() {
      await page[Symbol.asyncDispose]();
      await fleet[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}
