import type { CatalogGrowth } from '../../../domain/examination.js';
import { age } from '../../../text/times.js';
import { type Check, type Evidence, ok, pages, unknown } from '../check.js';

const day = 86_400;
/** Seconds: it runs each night. */
const longestPause = 3 * day;
/** Rows beyond which cleaning takes hours and blocks. */
const manyMessages = 50_000_000;
const manyCounters = 20_000_000;

const jobName = 'SSIS Server Maintenance Job';

export const catalogGrowth: Check = {
  id: 'catalog.growth',
  title: 'SSISDB is cleaned each night',
  reads:
    'RETENTION_WINDOW and OPERATION_CLEANUP_ENABLED; the last run of "SSIS Server Maintenance Job" in msdb (SELECT, or sysadmin); rows of internal.event_messages and internal.worker_agent_perfcounter (VIEW DEFINITION)',
  source:
    "Microsoft: SSIS Catalog; timmitchell.net 2018/12/30; published SSISDB: nothing deletes from worker_agent_perfcounter (inferred). The limits in rows are this program's own",
  cause: 'Cleaning is off, fails, or keeps a year; counters of heartbeats are never deleted.',
  remedy: 'Turn the cleaning on, and shorten RETENTION_WINDOW in steps.',
  page: pages.catalog,
  door: 'examination',
  run({ examination }) {
    if (examination === undefined) return [];
    const { growth } = examination;
    const found = troublesOf(growth);
    const [first] = found;
    if (first === undefined) {
      const unseen = [growth.maintenance, growth.eventMessages, growth.perfCounters].find((part) => !part.known);
      return [unseen !== undefined && !unseen.known ? unknown('catalog', unseen.reason) : ok('catalog')];
    }
    return [
      {
        target: 'catalog',
        result: 'warning',
        summary: first.summary,
        evidence: [...found.map(({ evidence }) => evidence), settingEvidence(growth)],
        cause:
          'SSISDB grows with each execution and each heartbeat. Nobody notices until its disk is full, or until the cleaning blocks the loads.',
        remedy: [...new Set(found.map(({ remedy }) => remedy))].join(' '),
      },
    ];
  },
};

interface Trouble {
  readonly summary: string;
  readonly evidence: Evidence;
  readonly remedy: string;
}

function troublesOf(growth: CatalogGrowth): readonly Trouble[] {
  return [...cleaningTroubles(growth), ...sizeTroubles(growth)];
}

function cleaningTroubles({ cleanupEnabled, maintenance }: CatalogGrowth): readonly Trouble[] {
  const found: Trouble[] = [];
  const tell = (summary: string, value: string, remedy: string) =>
    found.push({ summary, evidence: { read: jobName, where: 'msdb.dbo.sysjobs', value }, remedy });
  if (cleanupEnabled === false) {
    found.push({
      summary: 'Old executions are never cleaned from SSISDB',
      evidence: { read: 'OPERATION_CLEANUP_ENABLED', where: 'catalog.catalog_properties', value: 'FALSE' },
      remedy: 'Set OPERATION_CLEANUP_ENABLED to TRUE with catalog.configure_catalog.',
    });
  }
  if (!maintenance.known) return found;
  const job = maintenance.value;
  const start = 'Start it by hand once, and look at its history in SQL Server Agent.';
  if (job === null)
    tell(
      'The job that cleans SSISDB is missing',
      '(none)',
      "Make the job anew as Microsoft's page on the SSIS catalog tells.",
    );
  else if (!job.enabled) tell('The job that cleans SSISDB is disabled', 'disabled', 'Enable the job.');
  else if (job.lastSucceeded === false)
    tell('The job that cleans SSISDB failed at its last run', `failed at ${job.lastRun}`, start);
  else if (job.lastRunAge === null && job.age > longestPause)
    tell(
      'The job that cleans SSISDB has never run',
      `never, in ${age(job.age)}`,
      `See that SQL Server Agent runs and that the job has a schedule. ${start}`,
    );
  else if (job.lastRunAge !== null && job.lastRunAge > longestPause)
    tell(
      `The job that cleans SSISDB has not run for ${age(job.lastRunAge)}`,
      `last run ${job.lastRun}`,
      `See that SQL Server Agent runs and that the job has a schedule. ${start}`,
    );
  return found;
}

function sizeTroubles({ eventMessages, perfCounters, retention }: CatalogGrowth): readonly Trouble[] {
  const size = (value: number, table: string): Evidence => ({ read: 'rows', where: table, value: String(value) });
  return [
    ...(eventMessages.known && eventMessages.value > manyMessages
      ? [
          {
            summary: `SSISDB holds ${millions(eventMessages.value)} messages of packages`,
            evidence: size(eventMessages.value, 'internal.event_messages, internal.event_messages_scaleout'),
            remedy: `Lower RETENTION_WINDOW${retention === null ? '' : ` (${retention} days)`} in steps of some days, with a run of the job after each.`,
          },
        ]
      : []),
    ...(perfCounters.known && perfCounters.value > manyCounters
      ? [
          {
            summary: `SSISDB holds ${millions(perfCounters.value)} counters of workers, which nothing ever deletes`,
            evidence: size(perfCounters.value, 'internal.worker_agent_perfcounter'),
            remedy:
              'Have a sysadmin delete old rows of internal.worker_agent_perfcounter by TimeStamp, in small parts.',
          },
        ]
      : []),
  ];
}

function settingEvidence({ retention }: CatalogGrowth): Evidence {
  return {
    read: 'RETENTION_WINDOW',
    where: 'catalog.catalog_properties',
    value: retention === null ? '(none)' : `${retention} days`,
  };
}

function millions(rows: number): string {
  return `${Math.round(rows / 1_000_000)} million`;
}
