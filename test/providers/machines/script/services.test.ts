import { beforeAll, describe, expect, it } from 'vitest';
import { pwshMissing } from '../../../support/pwsh.js';
import {
  type Case,
  codeOf,
  messageOf,
  noOutcome,
  type Outcome,
  resultOf,
  runCases,
  type World,
} from './simulated-windows.js';

const name = 'SSISScaleOutWorker160';

function service(state: string, more: object = {}) {
  return { Name: name, StartMode: 'Auto', State: state, StartName: 'LocalSystem', PathName: 'C:\\x.exe', ...more };
}

function one(operation: string, state: string, more: object = {}, faults: Readonly<Record<string, string>> = {}): Case {
  const request = { operation, service: name, timeoutSeconds: 1 };
  return { world: { services: [service(state, more)], faults }, requests: [request, request] };
}

function mode(wanted: string, more: object = {}, faults: Readonly<Record<string, string>> = {}): Case {
  const request = { operation: 'setStartMode', service: name, mode: wanted };
  return { world: { services: [service('Stopped', more)], faults }, requests: [request, request] };
}

/** The service of the failover cluster, as the registry and the service control manager show it. */
const clusSvc = 'SYSTEM\\CurrentControlSet\\Services\\ClusSvc';
const cluster = (State: string) => ({ Name: 'ClusSvc', State, StartMode: 'Auto' });
const resources = 'Cluster\\Resources';
const clustered = {
  registry: {
    [clusSvc]: { Start: 2 },
    'Cluster\\Resources\\{1}': {},
    'Cluster\\Resources\\{1}\\Parameters': { ServiceName: name.toLowerCase() },
    'Cluster\\Resources\\{2}\\Parameters': {},
  },
};
const changing = [
  { operation: 'stopService', service: name, timeoutSeconds: 1 },
  { operation: 'restartService', service: name, timeoutSeconds: 1 },
  { operation: 'setStartMode', service: name, mode: 'manual' },
];
/** Worlds in which nobody can tell what the cluster owns. */
const doubtful: Readonly<Record<string, World & { readonly state: string }>> = {
  clusterStopped: { ...clustered, state: 'Stopped' },
  clusterNoHive: { registry: { [clusSvc]: { Start: 2 } }, state: 'Running' },
  clusterDenied: { ...clustered, faults: { [`registry:${resources}`]: 'denied' }, state: 'Running' },
  clusterOneDenied: {
    ...clustered,
    registry: { ...clustered.registry, [`${resources}\\{1}\\Parameters`]: { ServiceName: 'Spooler' } },
    faults: { [`registry:${resources}\\{2}\\Parameters`]: 'denied' },
    state: 'Running',
  },
  clusterServiceDenied: { ...clustered, faults: { [`registry:${clusSvc}`]: 'denied' }, state: 'Running' },
};
const operations = ['startService', 'stopService', 'restartService'] as const;

describe.skipIf(pwshMissing)('services on a machine', () => {
  let ran: Readonly<Record<string, Outcome>>;
  const of = (key: string): Outcome => ran[key] ?? noOutcome;
  const changes = (key: string) => of(key).answers.map((_, at) => resultOf(of(key), at).changed);

  beforeAll(async () => {
    ran = await runCases<string>({
      start: one('startService', 'Stopped'),
      startPending: one('startService', 'StartPending', { next: 'Running' }),
      startWhileStopping: one('startService', 'StopPending', { next: 'Stopped' }),
      startDisabled: one('startService', 'Stopped', { StartMode: 'Disabled' }),
      startDies: one('startService', 'Stopped', { onStart: 'dies' }),
      startHangs: one('startService', 'Stopped', { onStart: 'hangs' }),
      startRefused: one('startService', 'Stopped', {}, { 'Start-Service': 'The service did not start: 1069' }),
      startDenied: one('startService', 'Stopped', {}, { 'Start-Service': 'win32' }),
      stop: one('stopService', 'Running'),
      stopHangs: one('stopService', 'Running', { onStop: 'hangs' }),
      stopRefused: one('stopService', 'Running', {}, { 'Stop-Service': 'it does not listen' }),
      restart: one('restartService', 'Running'),
      restartStopped: one('restartService', 'Stopped'),
      restartDisabled: one('restartService', 'Running', { StartMode: 'Disabled' }),
      missing: { requests: operations.map((operation) => ({ operation, service: name, timeoutSeconds: 1 })) },
      foreign: {
        world: { services: [{ ...service('Running'), Name: 'Spooler' }] },
        requests: [
          { operation: 'stopService', service: 'Spooler', timeoutSeconds: 1 },
          { operation: 'stopService', service: '*', timeoutSeconds: 1 },
          { operation: 'stopService', service: "x'; Write-Host pwned; '", timeoutSeconds: 1 },
        ],
      },
      clustered: {
        world: { ...clustered, services: [service('Running'), cluster('Running')] },
        requests: [
          { operation: 'stopService', service: name, timeoutSeconds: 1 },
          { operation: 'restartService', service: name, timeoutSeconds: 1 },
          { operation: 'setStartMode', service: name, mode: 'manual' },
        ],
      },
      clusteredAsWanted: {
        world: { ...clustered, services: [service('Running'), cluster('Running')] },
        requests: [
          { operation: 'startService', service: name, timeoutSeconds: 1 },
          { operation: 'setStartMode', service: name, mode: 'automatic' },
        ],
      },
      ...Object.fromEntries(
        Object.entries(doubtful).map(([key, { state, ...world }]) => [
          key,
          { world: { ...world, services: [service('Running'), cluster(state)] }, requests: changing },
        ]),
      ),
      clusterStartStopped: {
        world: { ...clustered, services: [service('Stopped', { StartMode: 'Manual' }), cluster('Stopped')] },
        requests: [
          { operation: 'startService', service: name, timeoutSeconds: 1 },
          { operation: 'setStartMode', service: name, mode: 'automatic' },
          { operation: 'stopService', service: name, timeoutSeconds: 1 },
        ],
      },
      clusterOfOthers: {
        world: {
          registry: {
            [clusSvc]: { Start: 2 },
            [`${resources}\\{1}\\Parameters`]: { ServiceName: 'Spooler' },
          },
          services: [service('Running'), cluster('Running')],
        },
        requests: [{ operation: 'stopService', service: name, timeoutSeconds: 1 }],
      },
      automatic: mode('automatic', { StartMode: 'Disabled' }),
      manual: mode('manual'),
      disabled: mode('disabled', { StartMode: 'Manual' }),
      modeIgnored: mode('manual', {}, { 'Set-Service': 'ignored' }),
      modeDenied: mode('manual', {}, { 'Set-Service': 'denied' }),
      modeRefused: mode('manual', {}, { 'Set-Service': 'marked for deletion' }),
      registry: {
        world: {
          services: [service('Stopped')],
          faults: { 'Get-CimInstance': 'denied' },
          registry: {
            'SYSTEM\\CurrentControlSet\\Services\\Spooler': { Start: 2 },
            [`SYSTEM\\CurrentControlSet\\Services\\${name}`]: {
              Start: 2,
              ObjectName: 'LocalSystem',
              ImagePath: 'C:\\x',
            },
          },
        },
        requests: [{ operation: 'startService', service: name, timeoutSeconds: 1 }],
      },
    });
  });

  it('starts and stops what is not so already, and says whether it had to', () => {
    expect(changes('start')).toEqual([true, false]);
    expect(of('start').world.services[0]).toMatchObject({ State: 'Running', starts: 1 });
    expect(changes('stop')).toEqual([true, false]);
    expect(of('stop').world.services[0]).toMatchObject({ State: 'Stopped', stops: 1 });
  });

  it('waits for what is under way instead of ordering it again', () => {
    expect(changes('startPending')[0]).toBe(true);
    expect(of('startPending').world.services[0].starts).toBeUndefined();
    expect(changes('startWhileStopping')[0]).toBe(true);
    expect(of('startWhileStopping').world.services[0]).toMatchObject({ State: 'Running', starts: 1 });
  });

  it('restarts every time, and starts what was stopped', () => {
    expect(changes('restart')).toEqual([true, true]);
    expect(of('restart').world.services[0]).toMatchObject({ State: 'Running', starts: 2, stops: 2 });
    expect(of('restartStopped').world.services[0]).toMatchObject({ State: 'Running', starts: 2, stops: 1 });
  });

  it('does not stop for a restart what could not be started again', () => {
    expect(codeOf(of('restartDisabled'))).toBe('serviceFailed');
    expect(of('restartDisabled').world.services[0].State).toBe('Running');
  });

  it('sets the start mode once', () => {
    for (const key of ['automatic', 'manual', 'disabled']) expect(changes(key)).toEqual([true, false]);
  });

  it('never touches what a cluster owns, and is content where it is as wanted', () => {
    expect(of('clustered').answers.map((_, at) => codeOf(of('clustered'), at))).toEqual(Array(3).fill('serviceFailed'));
    expect(messageOf(of('clustered'))).toContain('cluster');
    expect(of('clustered').world.services[0]).toMatchObject({ State: 'Running', StartMode: 'Auto' });
    expect(changes('clusteredAsWanted')).toEqual([false, false]);
  });

  it('touches nothing while it cannot be told what a cluster owns', () => {
    for (const key of Object.keys(doubtful)) {
      const codes = of(key).answers.map((_, at) => codeOf(of(key), at));
      expect([key, codes]).toEqual([key, Array(3).fill('clusterUnknown')]);
      expect(of(key).world.services[0]).toMatchObject({ State: 'Running', StartMode: 'Auto' });
      expect(of(key).world.services[0].stops).toBeUndefined();
    }
    expect(messageOf(of('clusterStopped'))).toContain('ClusSvc) is installed and not running (Stopped)');
    expect(messageOf(of('clusterOneDenied'))).toContain('{2} cannot be read');
    const stopped = of('clusterStartStopped');
    expect(stopped.answers.map((_, at) => codeOf(stopped, at))).toEqual(['clusterUnknown', 'clusterUnknown', 'done']);
    expect(stopped.world.services[0]).toMatchObject({ State: 'Stopped', StartMode: 'Manual' });
  });

  it('starts and stops what a running cluster has not', () => {
    expect(changes('clusterOfOthers')).toEqual([true]);
  });

  it('finds services in the registry where WMI turns the account away', () => {
    expect(changes('registry')).toEqual([true]);
  });

  it.each([
    ['startDisabled', 'serviceFailed', 'disabled'],
    ['startDies', 'serviceFailed', 'stopped again'],
    ['startHangs', 'serviceTimeout', 'after 1 s'],
    ['startRefused', 'serviceFailed', '1069'],
    ['startDenied', 'accessDenied', ''],
    ['stopHangs', 'serviceTimeout', 'StopPending'],
    ['stopRefused', 'serviceFailed', 'it does not listen'],
    ['missing', 'serviceMissing', name],
    ['foreign', 'serviceMissing', ''],
    ['modeIgnored', 'writeWithoutEffect', 'automatic'],
    ['modeDenied', 'accessDenied', ''],
    ['modeRefused', 'serviceFailed', 'marked for deletion'],
  ])('%s ends in %s', (key, code, part) => {
    expect(of(key).answers.length).toBeGreaterThan(0);
    for (const [at] of of(key).answers.entries()) expect(codeOf(of(key), at)).toBe(code);
    expect(messageOf(of(key))).toContain(part);
  });
});
