import { describe, expect, test } from 'vitest';
import type { MachineObservation } from '../../../src/domain/machines.js';
import { isWorkerOnline, silenceLimit, type WorkerRow } from '../../../src/domain/rows.js';
import { heartbeatSeconds, withHeartbeats } from '../../../src/reconciler/view/heartbeats.js';
import { catalogOf, rowOf, topologyOf } from '../../support/build.js';
import { type MachineParts, seenMachines } from '../../support/machine-build.js';
import { workerConfig, workerMachine } from '../../support/scale-out-world.js';

const beating = (AgentHeartbeatInterval: unknown, parts: MachineParts = {}) =>
  workerMachine('ETL01', { config: { ...workerConfig('ETL01'), AgentHeartbeatInterval }, ...parts });

/** The limit of ETL01, of which this is seen, and whether it is online after so many seconds. */
function limitWith(machine: MachineObservation | string | undefined, wanted?: string): number {
  const settings = wanted === undefined ? {} : { settings: { AgentHeartbeatInterval: wanted } };
  const topology = topologyOf({ workers: [{ machine: 'ETL01', ...settings }] });
  const machines = seenMachines(machine === undefined ? {} : { ETL01: machine });
  const { workers } = withHeartbeats(topology, catalogOf([rowOf('ETL01', 1), rowOf('ETL02', 2)]), machines);
  const [row, other] = workers.known ? workers.value : [];
  expect(other).toEqual(rowOf('ETL02', 2));
  return silenceLimit(row as WorkerRow);
}

describe('a worker is offline after three of its heartbeats', () => {
  test.each([
    ['the usual ones where its machine was not seen', undefined, 180],
    ['the usual ones where it could not be reached', 'ETL01 is off', 180],
    ['those of its config', beating('00:05:00'), 900],
    ['never less than three usual ones', beating('00:00:05'), 180],
    ['an hour at most: nobody waits a day to call a worker offline', beating('12:00:00'), 10_800],
    ['the usual ones where the config has no time', beating('soon'), 180],
    ['the usual ones where the config has a time that is none', beating('00:00:00'), 180],
    ['the usual ones where the config has a number', beating(5), 180],
    [
      'not too soon where its service has not read its config',
      beating('00:01:00', { service: { configUnread: true } }),
      900,
    ],
  ])('%s', (_, machine, limit) => {
    expect(limitWith(machine)).toBe(limit);
  });

  test('those of the topology where its machine was not seen, and of the config until they are in force', () => {
    expect(limitWith('ETL01 is off', '00:10:00')).toBe(1_800);
    expect(limitWith(beating('00:01:00'), '00:10:00')).toBe(180);
    expect(limitWith(beating('00:10:00'), '00:01:00')).toBe(1_800);
  });

  test('those of the topology too where the row shows the first 15 characters of its name', () => {
    const settings = { AgentHeartbeatInterval: '00:10:00' };
    const topology = topologyOf({ workers: [{ machine: 'etl-production-01', settings }] });
    const rows = ['ETL-PRODUCTION-', 'ETL-PRODUCTION', 'ETL-PRODUCTION-2'].map((name, index) => rowOf(name, index + 1));
    const { workers } = withHeartbeats(topology, catalogOf(rows), new Map());
    expect(workers.known && workers.value.map(silenceLimit)).toEqual([1_800, 180, 180]);
  });

  test('and not a second before', () => {
    expect(isWorkerOnline({ lastOnlineAge: 900, heartbeatInterval: 300 })).toBe(true);
    expect(isWorkerOnline({ lastOnlineAge: 901, heartbeatInterval: 300 })).toBe(false);
    expect(isWorkerOnline({ lastOnlineAge: 181 })).toBe(false);
  });
});

test.each([
  ['00:01:00', 60],
  ['0:01:00.5', 60.5],
  ['1.00:00:00', 86_400],
  [' 00:10:00 ', 600],
  ['00:00:00', undefined],
  ['-00:01:00', undefined],
  ['60', undefined],
  ['', undefined],
])('%s is a time of %s seconds', (text, seconds) => {
  expect(heartbeatSeconds(text)).toBe(seconds);
});
