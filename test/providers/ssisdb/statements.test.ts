import { describe, expect, test } from 'vitest';
import { errorLogSql } from '../../../src/providers/ssisdb/examine/error-log-part.js';
import { executionsSql, internalSql } from '../../../src/providers/ssisdb/examine/executions-part.js';
import { jobsSql } from '../../../src/providers/ssisdb/examine/jobs-part.js';
import { serverSql } from '../../../src/providers/ssisdb/examine/server-part.js';
import { schemaVersionSql, shapeSql } from '../../../src/providers/ssisdb/explain-shape.js';
import {
  holdsLockSql,
  lockHolderSql,
  releaseLockSql,
  takeLockSql,
} from '../../../src/providers/ssisdb/lock/lock-session.js';
import { markSql, setMarkSql, setNoteSql } from '../../../src/providers/ssisdb/mark-and-notes.js';
import { observeSql, settingsSql } from '../../../src/providers/ssisdb/observe.js';
import { fleetWorkSql } from '../../../src/providers/ssisdb/read-fleet-work.js';
import { workSql } from '../../../src/providers/ssisdb/read-work.js';
import {
  allWorkersSql,
  largestSelection,
  selectionSize,
  selectWorkersSql,
} from '../../../src/providers/ssisdb/read-workers.js';
import { accountSql, rightsSql } from '../../../src/providers/ssisdb/rights.js';
import {
  catalogPropertiesSql,
  masterPropertiesSql,
  shapeSql as surveySql,
} from '../../../src/providers/ssisdb/survey.js';
import { tsqlcheck, tsqlcheckMissing } from '../../support/tsqlcheck.js';

const statements = {
  observe: observeSql,
  rights: rightsSql,
  mark: markSql,
  'set the mark': setMarkSql,
  'set the suspensions': setNoteSql.suspensions,
  'set the approvals': setNoteSql.approvals,
  'set what waits': setNoteSql.waiting,
  'take the lock': takeLockSql,
  'hold the lock': holdsLockSql,
  'who holds the lock': lockHolderSql,
  'release the lock': releaseLockSql,
  settings: settingsSql,
  shape: shapeSql,
  'version of the schema': schemaVersionSql,
  'a login': accountSql,
  survey: surveySql,
  'catalog properties': catalogPropertiesSql,
  'master properties': masterPropertiesSql,
  work: workSql,
  'work of the fleet': fleetWorkSql,
  'examine the server': serverSql,
  'examine executions': executionsSql,
  'examine internal tables': internalSql,
  'examine jobs': jobsSql,
  'read the error log': errorLogSql,
  'all workers': allWorkersSql,
  'one worker': selectWorkersSql(1),
  'as many workers as fit': selectWorkersSql(largestSelection),
};

// The first use of the checker builds it.
const patience = 300_000;

describe(`the parsers of SQL Server 2017 and 2022${tsqlcheckMissing === undefined ? '' : `: ${tsqlcheckMissing}`}`, () => {
  test.skipIf(tsqlcheckMissing !== undefined).each(Object.entries(statements))(
    'take: %s',
    (_, text) => {
      expect(tsqlcheck(text)).toBe('1 passed, 0 failed');
    },
    patience,
  );

  test.skipIf(tsqlcheckMissing !== undefined)(
    'refuse what is no T-SQL',
    () => {
      expect(tsqlcheck('SELECT FROM WHERE')).toContain('0 passed, 1 failed');
    },
    patience,
  );
});

test('a selection is rounded up to a power of two, at most 256', () => {
  expect([1, 2, 3, 5, 8, 9, 200, 256].map(selectionSize)).toEqual([1, 2, 4, 8, 8, 16, 256, 256]);
  expect(selectWorkersSql(4)).toContain('IN (@id0, @id1, @id2, @id3)');
});
