import { expect, test } from 'vitest';
import { connect } from '../client.js';

/** Number, class, line and text of the errors, as SQL Server has them. */
const golden: readonly [batch: string, number: number, severity: number, text: string][] = [
  ['SELECT * FROM a.b.nope', 208, 16, "Invalid object name 'a.b.nope'."],
  ['USE closed', 916, 14, 'The server principal "CORP\\dba" may not.'],
  ['SELECT * FROM secret', 229, 14, "The SELECT permission was denied on the object 'secret'."],
  [
    'UPDATE dbo.workers SET Load = 1',
    229,
    14,
    "The UPDATE permission was denied on the object 'workers', database 'SSISDB', schema 'dbo'.",
  ],
  [
    'INSERT INTO workers (Load) VALUES (1)',
    229,
    14,
    "The INSERT permission was denied on the object 'workers', database 'SSISDB', schema 'dbo'.",
  ],
  [
    'DELETE workers',
    229,
    14,
    "The DELETE permission was denied on the object 'workers', database 'SSISDB', schema 'dbo'.",
  ],
  ['DELETE FROM nope WHERE a = 1', 208, 16, "Invalid object name 'nope'."],
  ['CREATE TABLE t (a int)', 262, 14, "CREATE TABLE permission denied in database 'SSISDB'."],
  ['SELECT 1 AS a INTO #t', 50_000, 16, 'The sandbox does not do SELECT INTO.'],
  ['INSERT INTO #t VALUES (1)', 50_000, 16, 'The sandbox does not do temporary tables and table variables.'],
  [
    'WITH c AS (SELECT 1 AS a UNION ALL SELECT a FROM c) SELECT * FROM c',
    50_000,
    16,
    'The sandbox does not do recursive common table expressions.',
  ],
  ['SELECT Name FROM workers FOR XML AUTO', 50_000, 16, 'The sandbox does not do FOR XML and FOR JSON.'],
  ['DECLARE c CURSOR FOR SELECT 1', 50_000, 16, 'The sandbox does not do cursors.'],
  ['SET LANGUAGE Deutsch', 50_000, 16, 'The sandbox does not do the language DEUTSCH.'],
];

test.each(golden)('%s is error %i', async (batch, number, severity, text) => {
  const { messages, events } = await connect().batch(`\n${batch}`);
  expect(messages).toEqual([{ number, class: severity, state: expect.any(Number), text, line: 2 }]);
  expect(events.at(-1)).toBe('failed');
});

test('after an error of a missing permission the batch goes on', async () => {
  const { messages, results } = await connect().batch('UPDATE workers SET Load = 1 SELECT 5');
  expect(messages.map(({ number }) => number)).toEqual([229]);
  expect(results.map(({ rows }) => rows)).toEqual([[[5]]]);
});
