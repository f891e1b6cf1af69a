import { dialogs, type SqlGroup, type Turn } from './case.js';

/** A name of its own for each case: other people's locks are nobody's business here. */
const lock = (name: string, more = '') =>
  `DECLARE @r int EXEC @r = sp_getapplock @Resource = N'scaleout test ${name}', @LockMode = 'Exclusive', @LockOwner = 'Session'${more} SELECT @r`;

const got = (status: number): Pick<Turn, 'results'> => ({ results: [[[status]]] });

/** Application locks, of one session and between two. */
export const lockCases: readonly SqlGroup[] = [
  dialogs(
    'application locks',
    'system-stored-procedures/sp-getapplock, sp-releaseapplock; functions/applock-mode, applock-test',
    [
      [
        'are given to one session at a time',
        [
          { batch: lock('a'), ...got(0) },
          { batch: "SELECT APPLOCK_MODE('public', 'scaleout test a', 'Session')", results: [[['Exclusive']]] },
          {
            by: 'other',
            batch: "SELECT APPLOCK_MODE('public', 'scaleout test a', 'Session')",
            results: [[['NoLock']]],
          },
          {
            by: 'other',
            batch: "SELECT APPLOCK_TEST('public', 'scaleout test a', 'Shared', 'Session')",
            results: [[[0]]],
          },
          { by: 'other', batch: lock('a', ', @LockTimeout = 0'), ...got(-1) },
          { by: 'other', batch: `SET LOCK_TIMEOUT 0 ${lock('a')}`, ...got(-1) },
          { by: 'other', batch: lock('a', ', @LockTimeout = 20'), ...got(-1) },
          { batch: "DECLARE @r int EXEC @r = sp_releaseapplock N'scaleout test a', 'Session' SELECT @r", ...got(0) },
          { by: 'other', batch: lock('a', ', @LockTimeout = 0'), ...got(0) },
        ],
      ],
      [
        'are given to who waits for them',
        [
          { batch: lock('b'), ...got(0) },
          {
            batch: "WAITFOR DELAY '00:00:00.700' EXEC sp_releaseapplock N'scaleout test b', 'Session'",
            meanwhile: true,
          },
          { by: 'other', batch: lock('b', ', @LockTimeout = 20000'), ...got(1) },
        ],
      ],
      [
        'are released as often as they were taken',
        [
          { batch: `${lock('c')} EXEC sp_getapplock N'scaleout test c', 'Exclusive', 'Session'`, ...got(0) },
          { batch: "EXEC sp_releaseapplock N'scaleout test c', 'Session'" },
          { by: 'other', batch: lock('c', ', @LockTimeout = 0'), ...got(-1) },
          { batch: "EXEC sp_releaseapplock N'scaleout test c', 'Session'" },
          { by: 'other', batch: lock('c', ', @LockTimeout = 0'), ...got(0) },
        ],
      ],
      [
        'that are shared go together, and keep others out',
        [
          { batch: "EXEC sp_getapplock N'scaleout test d', 'Shared', 'Session'" },
          {
            by: 'other',
            batch: "DECLARE @r int EXEC @r = sp_getapplock N'scaleout test d', 'Shared', 'Session', 0 SELECT @r",
            ...got(0),
          },
          {
            by: 'other',
            batch: "DECLARE @r int EXEC @r = sp_getapplock N'scaleout test d', 'Exclusive', 'Session', 0 SELECT @r",
            ...got(-1),
          },
        ],
      ],
      [
        'of a transaction need one, and end with it',
        [
          { batch: "DECLARE @r int EXEC @r = sp_getapplock N'scaleout test e', 'Exclusive' SELECT @r", ...got(-999) },
          {
            batch: "BEGIN TRAN DECLARE @r int EXEC @r = sp_getapplock N'scaleout test e', 'Exclusive' SELECT @r",
            ...got(0),
          },
          { by: 'other', batch: lock('e', ', @LockTimeout = 0'), ...got(-1) },
          { batch: 'COMMIT' },
          { by: 'other', batch: lock('e', ', @LockTimeout = 0'), ...got(0) },
        ],
      ],
      [
        'are told apart by the case of their names',
        [
          { batch: lock('f'), ...got(0) },
          { by: 'other', batch: lock('F', ', @LockTimeout = 0'), ...got(0) },
        ],
        { onlySandbox: 'on a server with a collation that ignores case they may be one' },
      ],
      [
        'of a mode that is none are not given',
        [
          {
            batch: "DECLARE @r int EXEC @r = sp_getapplock N'scaleout test g', 'Nope', 'Session' SELECT @r",
            ...got(-999),
          },
        ],
      ],
      [
        'that nobody holds cannot be released',
        [
          {
            batch: "EXEC sp_releaseapplock N'scaleout test h', 'Session'",
            errors: [{ number: 1223, severity: 16, text: /^Cannot release the application lock/ }],
          },
        ],
      ],
    ],
  ),
];
