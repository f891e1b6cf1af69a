import type { CatalogExamination, PendingExecution } from '../../src/domain/examination.js';
import type { Known } from '../../src/domain/known.js';

const known = <T>(value: T): Known<T> => ({ known: true, value });

/** A catalog in which nothing is wrong, unless told otherwise. */
export function examinationOf(parts: Partial<CatalogExamination> = {}): CatalogExamination {
  return {
    windowsLoginsOnly: known(false),
    availability: known({ isGroup: false, isClustered: false, listeners: [] }),
    logLogin: known({ exists: true, disabled: false, user: 'present', isClusterWorker: true }),
    masterKeyByServer: known(true),
    schemaBuild: known('16.0.1000.6'),
    pending: known([]),
    repeated: known([]),
    workShare: known(new Map()),
    jobs: known([]),
    growth: {
      retention: 365,
      cleanupEnabled: true,
      maintenance: known({
        enabled: true,
        age: 1_000_000,
        lastRun: '2026-11-24T00:00:00',
        lastRunAge: 8_000,
        lastSucceeded: true,
      }),
      eventMessages: known(1_000),
      perfCounters: known(1_000),
    },
    failedLogins: known([]),
    ...parts,
  };
}

/** An execution that has waited for five minutes, for any worker. */
export function pendingOf(executionId: string, parts: Partial<PendingExecution> = {}): PendingExecution {
  return {
    executionId,
    folder: 'Warehouse',
    project: 'Loads',
    package: 'LoadSales.dtsx',
    age: 300,
    pinnedTo: known(null),
    ...parts,
  };
}
