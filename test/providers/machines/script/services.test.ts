import { beforeAll, describe, expect, it } from 'vitest';
import { pwshMissing } from '../../../support/pwsh.js';
import { type Case, codeOf, messageOf, noOutcome, type Outcome, resultOf, runCases } from './simulated-windows.js';

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

const clustered = {
  registry: {
    'Cluster\\Resources\\{1}': {},
    'Cluster\\Resources\\{1}\\Parameters': { ServiceName: name.toLowerCase() },
    'Cluster\\Resources\\{2}\\Parameters': {},
  },
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
        world: { ...clustered, services: [service('Running')] },
        requests: [
          { operation: 'stopService', service: name, timeoutSeconds: 1 },
          { operation: 'restartService', service: name, timeoutSeconds: 1 },
          { operation: 'setStartMode', service: name, mode: 'manual' },
        ],
      },
      clusteredAsWanted: {
        world: { ...clustered, services: [service('Running')] },
        requests: [
          { operation: 'startService', service: name, timeoutSeconds: 1 },
          { operation: 'setStartMode', service: name, mode: 'automatic' },
        ],
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
