import { describe, expect, it } from 'vitest';
import { isNameless, isTopologyName, nameOf } from '../../src/import/topology-name.js';

describe('the name of a topology that is imported', () => {
  it.each([
    ['SQLETL01', 'sqletl01'],
    ['sqletl01.corp.example', 'sqletl01'],
    ['SQLETL01,1433', 'sqletl01'],
    ['tcp:sqletl01.corp.example, 1533', 'sqletl01'],
    ['SQLETL01\\ETL', 'sqletl01-etl'],
    ['SQLETL01\\ETL,1533', 'sqletl01-etl'],
    ['SQLETL01\\MSSQLSERVER', 'sqletl01'],
    ['SQL_ETL-01\\DEV$2', 'sql_etl-01-dev2'],
    ['-odd', 'odd'],
    ['Überfluss', 'berfluss'],
    ['サーバー', 'scaleout'],
    [`${'a'.repeat(63)}\\INSTANCE`, 'a'.repeat(63)],
  ])('is that of the host, and of an instance, without the port: %s is %s', (server, name) => {
    expect(nameOf(server)).toBe(name);
    expect(isTopologyName(name)).toBe(true);
    expect(isNameless(server)).toBe(false);
  });

  it.each([
    '127.0.0.1',
    '127.0.0.1,1433',
    'tcp:10.1.2.3,1433',
    '10.1.2.3\\ETL',
    '::1',
    '[::1],1433',
    'fe80::1',
    'localhost',
    'LOCALHOST,1433',
    'localhost\\ETL',
    '.',
    '.\\SQLEXPRESS',
    '(local)',
    '(LOCAL)\\ETL,1433',
    '',
  ])('is a plain one where the address says nothing of which server it is: %s', (server) => {
    expect(nameOf(server)).toBe('scaleout');
    expect(isNameless(server)).toBe(true);
  });
});
