import { expect, test } from 'vitest';
import type { CatalogObservation } from '../../src/domain/catalog.js';
import { workerAgentId } from '../../src/domain/rows.js';
import { importTopology, observeForImport } from '../../src/import/import-topology.js';
import { catalogOf, rowOf, topologyOf } from '../support/build.js';
import { seenMachines } from '../support/machine-build.js';
import { modelCatalog } from '../support/model-catalog.js';
import {
  certificates,
  masterMachine,
  publicHalf,
  workerConfig,
  workerMachine,
  workingCatalog,
} from '../support/scale-out-world.js';
import type { MachinesByName } from './import-and-plan.js';

const ssh = { transport: 'ssh', user: 'svc-scaleout', identity: { file: '/keys/id_ed25519' } } as const;
const day = 86_400;
const old = { lastOnline: '2026-10-01T08:00:00.0000000Z', lastOnlineAge: 54 * day };

async function textOf(catalog: CatalogObservation, machines: MachinesByName = {}): Promise<string> {
  const base = { ...topologyOf(), name: 'warehouse', ...(Object.keys(machines).length === 0 ? {} : { access: ssh }) };
  const seen = seenMachines(machines);
  const world = {
    catalog: modelCatalog(catalog),
    machines: {
      inspect: async (name: string) => seen.get(name.toUpperCase()) ?? ({ known: false, reason: 'no answer' } as const),
      run: () => Promise.reject(new Error('import runs nothing')),
      async [Symbol.asyncDispose]() {},
    },
  };
  const observation = await observeForImport(base, world, new AbortController().signal);
  const origin = { toolVersion: '0.0.0', schema: '../schemas/topology.schema.json' };
  return importTopology(base, observation, origin).text;
}

/** Catalogs and fleets whose topologies people have read. */
const worlds: Readonly<Record<string, () => Promise<string>>> = {
  'catalog-only': () =>
    textOf(
      catalogOf([
        rowOf('ETL01', 1, { enabled: true, displayName: 'Loader 1', description: 'Nightly loads', tags: 'nightly' }),
        rowOf('etl02.corp.example', 2, { enabled: true, tags: 'nightly scaleout:protected' }),
        rowOf('ETL03', 3, { lastOnlineAge: 3 * 3_600, description: 'First line\nsecond: # line' }),
        rowOf('ETL04', 4, { ...old }),
      ]),
    ),
  'rows-in-doubt': () =>
    textOf(
      catalogOf(
        [
          rowOf('ETL01', 1, { enabled: true }),
          rowOf('ETL01', 2, { ...old, enabled: true, displayName: 'before the new installation' }),
          rowOf('ETL02', 3, old),
          rowOf('ETL02', 4, { ...old, lastOnlineAge: 40 * day, displayName: 'later: of the two' }),
          rowOf('ETL03', 5),
          rowOf('etl03.corp.example', 6),
          rowOf('etl04.corp.example', 7),
          rowOf('etl04.lab.example', 8),
          rowOf('ETL05', 9),
          rowOf('etl05.corp.example', 10),
          rowOf('etl05.lab.example', 11),
          rowOf(null, 12, old),
          rowOf('10.0.0.5', 13),
          rowOf('two words\n# and a line', 14),
        ],
        { scaleOut: 'neverEnabled', defaultExecutionMode: null },
      ),
    ),
  'hostile-texts': () =>
    textOf(
      catalogOf([
        rowOf('ETL01', 1, {
          displayName: ' - "quoted": #1 ',
          description: 'ends\r\nas Windows ends lines\n# no comment\n\ttab 😀',
          tags: '\u202eright to left\u202c',
        }),
        rowOf('ETL02', 2, { displayName: '\u001b[31mred\u0007', description: 'x'.repeat(40_000), tags: 'true' }),
        rowOf('ETL03', 3, { tags: 'a scaleout:protected b', description: '\n', displayName: 'null' }),
      ]),
    ),
  'no-workers': () => {
    const catalog = catalogOf([rowOf(null, 1)], { scaleOut: 'disabled' });
    const master = { ...catalog.master, machineName: null, address: null, certificateThumbprint: null };
    return textOf({ ...catalog, master });
  },
  machines: () =>
    textOf(workingCatalog(), {
      SQLETL01: masterMachine('SQLETL01'),
      ETL01: workerMachine('ETL01', {
        config: {
          ...workerConfig('ETL01'),
          MaxTaskCount: 4,
          TasksRootFolder: 'D:\\Tasks',
          HeartbeatErrorTolerance: '00:20:00',
        },
      }),
      ETL02: workerMachine('ETL02', {
        config: { ...workerConfig('ETL02'), TasksRootFolder: '' },
        service: { state: 'stopped' },
      }),
    }),
  'certificate-ending': () => {
    const ending = { ...certificates.ETL02, notAfter: '2026-12-06T10:00:00.000Z' };
    const root = [publicHalf(certificates.master), publicHalf(ending)];
    return textOf(workingCatalog(), {
      SQLETL01: masterMachine('SQLETL01'),
      ETL01: workerMachine('ETL01'),
      ETL02: workerMachine('ETL02', { my: [ending], root }),
    });
  },
  'machines-out-of-reach': () =>
    textOf(
      workingCatalog({
        workers: {
          known: true,
          value: [rowOf('ETL01', 1, { enabled: true }), rowOf('ETL02', 2), rowOf('ETL02', 3, old)],
        },
      }),
      {
        SQLETL01: masterMachine('SQLETL01', { firewall: [] }),
        ETL01: 'The host key of ETL01 is not known',
        ETL02: workerMachine('ETL02', {
          config: { ...workerConfig('ETL02'), AgentId: workerAgentId('00000000-0000-4000-8000-000000000001') },
        }),
      },
    ),
};

test.each(Object.entries(worlds))('%s', async (name, made) => {
  await expect(await made()).toMatchFileSnapshot(`../golden/import/${name}.yaml`);
});
