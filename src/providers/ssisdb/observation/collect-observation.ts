import { ScaleoutError } from '../../../errors.js';
import type { CatalogObservation } from '../../../reconciler/catalog.js';
import { type WorkerAgentId, type WorkerRow, workerAgentId } from '../../../reconciler/worker-row.js';
import { markOf } from '../mark/mark-of.js';
import { notesOf } from '../notes/notes-of.js';
import type { Collector } from '../request/sql-server.js';
import { nullableText, seconds, utcText } from '../values.js';
import { workerRow } from '../workers/worker-row.js';
import { masterOf } from './master.js';
import { resultSets } from './observe.sql.js';
import { ifVisible, rightsOf, seesExecutions, seesWorkers } from './rights.js';
import { settingsOf } from './settings.js';

/** Makes an observation of the rows of `observeSql`, each as it arrives: ten thousand workers stay small. */
export function collectObservation(): Collector<CatalogObservation> {
  let session: readonly unknown[] | undefined;
  const catalogProperties = new Map<string, string | null>();
  const masterProperties = new Map<string, string | null>();
  let masterTime: readonly [lastOnline: string | null, age: number | null] = [null, null];
  let mark: readonly unknown[] = [];
  const workers: WorkerRow[] = [];
  const busy = new Map<WorkerAgentId, number>();

  return {
    onRow(set, values) {
      const [first, second, third, fourth] = values;
      if (set === resultSets.session) session = values;
      else if (set === resultSets.catalogProperties) catalogProperties.set(String(first), nullableText(second));
      else if (set === resultSets.workers) workers.push(workerRow(values));
      else if (set === resultSets.busy) busy.set(workerAgentId(String(first)), Number(second));
      else if (set === resultSets.mark) mark = values;
      else {
        masterProperties.set(String(first), nullableText(second));
        const time = nullableText(third);
        if (time !== null) masterTime = [time, fourth === null ? null : seconds(fourth)];
      }
    },
    end() {
      if (session === undefined) {
        throw new ScaleoutError('catalog.unexpected-answer', 'The observation came without facts about the session.');
      }
      const [serverName, productVersion, edition, database, observedAt] = session.map(String);
      const rights = rightsOf(session.slice(5));
      return {
        server: { name: serverName ?? '', productVersion: productVersion ?? '', edition: edition ?? '' },
        database: database ?? '',
        mark: markOf(mark, rights.name),
        notes: notesOf(mark, rights.name),
        observedAt: utcText(observedAt ?? ''),
        login: {
          name: rights.name,
          isSqlLogin: rights.isSqlLogin,
          isSysadmin: rights.isSysadmin,
          isSsisAdmin: rights.isSsisAdmin,
          isClusterExecutor: rights.isClusterExecutor,
        },
        ...settingsOf(catalogProperties),
        master: masterOf({ properties: masterProperties, lastOnline: masterTime[0], lastOnlineAge: masterTime[1] }),
        workers: ifVisible(seesWorkers(rights), 'ssis_admin, ssis_cluster_executor and sysadmin', rights, workers),
        busy: ifVisible(seesExecutions(rights), 'ssis_admin, ssis_logreader and sysadmin', rights, busy),
      };
    },
  };
}
