import { expect, test } from 'vitest';
import type { LogTrouble } from '../../../src/domain/machines.js';
import { rowOf } from '../../support/build.js';
import { changeRow, configOf, resultOf, silence, workerNames } from '../../support/diagnosed-fleet.js';
import { breakConfig, changeService, machineIn } from '../../support/edit-fleet.js';
import { change, diagnosisWith, examine, examinedFleet, unseenCatalog } from '../../support/examined-fleet.js';

const known = <T>(value: T) => ({ known: true, value }) as const;

test('a config of the master that is broken is the cause of a port on which nothing listens', () => {
  const fleet = examinedFleet();
  breakConfig(fleet, 'SQLETL01');
  examine(fleet, 'SQLETL01', { listeners: known([]) });
  silence(fleet, 'ETL01', 'ETL02', 'ETL03', 'ETL04', 'ETL05');
  const { findings } = diagnosisWith(fleet, unseenCatalog);
  expect(findings.map(({ id, result }) => [id, result])).toEqual([['master.config', 'error']]);
  expect(findings[0]?.consequences.map(({ id }) => id)).toContain('master.port');
});

test('a name without an address is no consequence of a master that does not run', () => {
  const fleet = examinedFleet();
  for (const node of ['SQLETL01', 'SQLETL02']) changeService(fleet, node, { service: { state: 'stopped' } });
  const place = { host: 'sqletl01.corp.example', port: 8391, addresses: [] } as const;
  examine(fleet, 'ETL02', { reached: known([{ ...place, result: 'unresolved' }]) });
  examine(fleet, 'ETL03', { reached: known([{ ...place, result: 'refused' }]) });
  silence(fleet, 'ETL01', 'ETL02', 'ETL03', 'ETL04', 'ETL05');
  const { findings } = diagnosisWith(fleet, unseenCatalog);
  expect(findings.filter(({ result }) => result === 'error').map(({ id, target }) => `${id} ${target}`)).toEqual([
    'master.service master/SQLETL01',
    'master.service master/SQLETL02',
    'worker.endpoint-unreached worker/ETL02',
  ]);
});

test('a name that means the node itself is wrong on a node that is not the SQL Server', () => {
  const fleet = examinedFleet();
  for (const node of ['SQLETL01', 'SQLETL02']) {
    const [one] = machineIn(fleet, node).installations;
    const config =
      one?.config.known === true ? JSON.parse(Buffer.from(one.config.value.content, 'base64').toString()) : {};
    changeService(fleet, node, { config: { ...config, SqlServerName: '.' } });
  }
  const { findings } = diagnosisWith(fleet, unseenCatalog);
  expect(findings.map(({ id, target }) => `${id} ${target}`)).toEqual(['master.sql-server-name master/SQLETL02']);
});

test('a key in another case is told where the worker is not heard of, and is nothing where it is', () => {
  const fleet = examinedFleet();
  const { MasterEndpoint, ...others } = configOf('ETL02');
  changeService(fleet, 'ETL02', { config: { ...others, masterendpoint: MasterEndpoint } });
  expect(diagnosisWith(fleet, unseenCatalog).findings).toEqual([]);
  silence(fleet, 'ETL02');
  const { findings } = diagnosisWith(fleet, unseenCatalog);
  expect(findings.map(({ id, target }) => `${id} ${target}`)).toEqual(['worker.config worker/ETL02']);
  expect(findings[0]?.summary).toContain('writes MasterEndpoint as masterendpoint');
  expect(findings[0]?.consequences.map(({ id }) => id)).toEqual(['worker.offline']);
});

test('the same of the master, where no worker is heard of', () => {
  const fleet = examinedFleet();
  const [one] = machineIn(fleet, 'SQLETL01').installations;
  if (one?.config.known !== true) throw new Error('There is no config.');
  const { SSLCertThumbprint, ...others } = JSON.parse(Buffer.from(one.config.value.content, 'base64').toString());
  changeService(fleet, 'SQLETL01', { config: { ...others, sslcertthumbprint: SSLCertThumbprint } });
  expect(diagnosisWith(fleet, unseenCatalog).findings).toEqual([]);
  silence(fleet, ...workerNames);
  const { findings } = diagnosisWith(fleet, unseenCatalog);
  expect(findings.map(({ id, target }) => `${id} ${target}`)).toEqual(['master.config master/SQLETL01']);
});

test('where no worker is enabled that is found, less sharply where the topology wants it so', () => {
  const fleet = examinedFleet();
  for (const name of workerNames) changeRow(fleet, name, { enabled: false });
  const found = () => diagnosisWith(fleet, unseenCatalog).findings.map(({ id, result }) => `${result} ${id}`);
  expect(found()).toEqual(['error catalog.no-worker-enabled']);
  const workers = fleet.topology.workers.map((worker) => ({ ...worker, enabled: false }));
  fleet.topology = { ...fleet.topology, workers };
  expect(found()).toEqual(['warning catalog.no-worker-enabled']);
  const other = rowOf('OTHER', 9, { enabled: true });
  const { workers: rows } = fleet.catalog;
  fleet.catalog = { ...fleet.catalog, workers: { known: true, value: [...(rows.known ? rows.value : []), other] } };
  expect(found()).toEqual([]);
});

test('of a master that is silent nobody says that it is heard of', () => {
  const fleet = examinedFleet();
  for (const node of ['SQLETL01', 'SQLETL02']) fleet.machines[node] = 'no answer in 30 s';
  fleet.catalog = { ...fleet.catalog, master: { ...fleet.catalog.master, lastOnlineAge: 3_600 } };
  const texts = JSON.stringify(diagnosisWith(fleet, unseenCatalog).findings);
  expect(texts).toContain('SQLETL02 could not be looked at');
  expect(texts).not.toContain('That the master is heard of');
});

test('where the port does not ask for certificates over TLS 1.3 and all are refused, that is the one cause', () => {
  const fleet = examinedFleet();
  const refused = {
    role: 'worker',
    kind: 'anonymous',
    file: 'w.log',
    line: '(403)',
    at: '2026-11-24T02:15:00.000Z',
  } as const;
  for (const name of workerNames) change(fleet, name, { trouble: [refused as LogTrouble] });
  const bind = (isAsked: boolean) => {
    const { bindings } = machineIn(fleet, 'SQLETL01');
    if (!bindings.known) throw new Error('There are no bindings.');
    const options = isAsked ? ['clientcertnegotiation=enable'] : [];
    change(fleet, 'SQLETL01', { bindings: { known: true, value: bindings.value.map((one) => ({ ...one, options })) } });
  };
  const found = () => diagnosisWith(fleet, unseenCatalog).findings.map(({ id, target }) => `${id} ${target}`);
  bind(false);
  expect(found()).toEqual([]);
  for (const name of workerNames)
    changeRow(fleet, name, { lastOnlineAge: 3_600, lastOnline: '2026-11-24T01:15:00.000Z' });
  expect(found()).toEqual(['master.client-certificate master/SQLETL01']);
  bind(true);
  expect(found()).not.toContain('master.client-certificate master/SQLETL01');
});

test('a heartbeat that is to come is no sign of life: whether its sender is heard of is unknown', () => {
  const fleet = examinedFleet();
  changeRow(fleet, 'ETL02', { lastOnlineAge: -86_400 });
  fleet.catalog = { ...fleet.catalog, master: { ...fleet.catalog.master, lastOnlineAge: -86_400 } };
  const diagnosis = diagnosisWith(fleet, unseenCatalog);
  expect(resultOf(diagnosis, 'worker.offline', 'worker/ETL02')).toBe('unknown');
  expect(resultOf(diagnosis, 'worker.offline', 'worker/ETL03')).toBe('ok');
  expect(resultOf(diagnosis, 'master.silent', 'master')).toBe('unknown');
});
