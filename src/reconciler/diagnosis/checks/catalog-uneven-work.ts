import { isWorkerOnline } from '../../../domain/rows.js';
import { type Check, ok, pages, unknown } from '../check.js';

/** Fewer executions than this say nothing. */
const fewest = 20;
const share = 0.8;

export const catalogUnevenWork: Check = {
  id: 'catalog.uneven-work',
  title: 'The work of the last 24 hours was shared among the workers',
  reads: 'catalog.executions that began in the last 24 hours, by worker; enabled and online workers',
  source:
    'blog.coeo.com: Executing packages with SSIS Scale Out; Microsoft: Run packages in Scale Out (children of Execute Package Task)',
  cause: 'Children of an Execute Package Task stay on the worker of their parent, or executions are pinned.',
  remedy: "Start children by the catalog's procedures.",
  page: pages.runPackages,
  door: 'examination',
  run({ examination, rows, workers }) {
    if (examination === undefined) return [];
    const { workShare } = examination;
    if (!workShare.known) return [unknown('catalog', workShare.reason)];
    if (!rows.known) return [unknown('catalog', rows.reason)];
    const able = rows.value.filter((row) => row.enabled && isWorkerOnline(row));
    const all = [...workShare.value.values()].reduce((sum, count) => sum + count, 0);
    const [most] = [...workShare.value].sort(([, one], [, other]) => other - one);
    if (most === undefined || able.length < 2 || all < fewest || most[1] < share * all) return [ok('catalog')];
    const name = workers.find(({ row }) => row?.id === most[0])?.name ?? most[0];
    const percent = Math.round((100 * most[1]) / all);
    return [
      {
        target: 'catalog',
        result: 'warning',
        summary: `${name} ran ${percent} % of the executions of the last 24 hours, of ${able.length} workers that could`,
        evidence: [
          {
            read: 'executions that began in 24 hours',
            where: 'catalog.executions',
            value: `${most[1]} of ${all} on ${name}`,
          },
          { read: 'enabled and online', where: 'catalog.worker_agents', value: String(able.length) },
        ],
        cause:
          'Packages that an Execute Package Task starts run on the worker of their parent, and executions may be pinned to a worker: the others have nothing to do.',
        remedy:
          'Let the parent start its children by catalog.create_execution and catalog.start_execution, and pin executions to no worker. See that MaxTaskCount of the others is not lower.',
      },
    ];
  },
};
