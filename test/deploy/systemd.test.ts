import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { loadTopology } from '../../src/topology/load-topology.js';
import { temporaryFolder } from '../support/run-cli.js';
import { systemdUnit } from './command-lines.js';
import { project, readProjectFile } from './deploy-files.js';
import { parseIni } from './parse-ini.js';
import { secretFilesOf } from './secret-files.js';

const name = 'scaleout-watch.service';
const unit = systemdUnit();
const service = (key: string) => unit.one('Service', key);

test('it restarts after a failure, reloads by SIGHUP and is given time to stop', () => {
  expect(service('Restart')).toBe('on-failure');
  expect(service('ExecReload')).toBe('/bin/kill -HUP $MAINPID');
  expect(service('TimeoutStopSec')).toBe('5min');
  expect(unit.one('Install', 'WantedBy')).toBe('multi-user.target');
});

test('it has an account of its own, no rights, and may write only its state', () => {
  for (const key of [
    'DynamicUser',
    'NoNewPrivileges',
    'ProtectHome',
    'PrivateTmp',
    'PrivateDevices',
    'RestrictNamespaces',
  ]) {
    expect(service(key), key).toBe('yes');
  }
  expect(service('ProtectSystem')).toBe('strict');
  expect(service('CapabilityBoundingSet')).toBe('');
  expect(unit.all('Service', 'ReadWritePaths')).toEqual([]);
  expect(unit.all('Service', 'Environment')).toContain(`SCALEOUT_HISTORY=%S/${service('StateDirectory')}`);
  // Node would not start with it.
  expect(unit.all('Service', 'MemoryDenyWriteExecute')).toEqual([]);
});

test('the topology is good, and every secret that it and the command name is a credential of the unit', async () => {
  const loaded = await loadTopology(`${project}deploy/systemd/topology.yaml`);
  const credentials = unit.all('Service', 'LoadCredential').map((entry) => entry.split(':')[0] ?? '');
  const [, token = ''] = /--token-file %d\/(\S+)/.exec(service('ExecStart')) ?? [];
  const named = [...secretFilesOf(loaded), `/run/credentials/${name}/${token}`];
  expect(named.sort()).toEqual(credentials.map((id) => `/run/credentials/${name}/${id}`).sort());
  const environment = unit.all('Service', 'Environment').join('\n');
  expect(environment).not.toMatch(/password|token|secret/i);
});

test('the reader of the unit finds what is broken', () => {
  expect(() => parseIni('[Service]\nExecStart')).toThrow('line 2');
  expect(() => parseIni('Key=value')).toThrow('line 1');
  expect(() => parseIni('[A]\nB=1\nB=2').one('A', 'B')).toThrow('exactly once');
});

const analyze = spawnSync('systemd-analyze', ['--version'], { encoding: 'utf8' });
const major = Number(/^systemd (\d+)/.exec(analyze.stdout ?? '')?.[1] ?? 0);

test.skipIf(major < 250)('systemd (where it is installed) understands the unit and finds it well shut in', async () => {
  await using folder = await temporaryFolder();
  // Only the program's place on this machine is put in.
  const text = readProjectFile(`deploy/systemd/${name}`).replace('/usr/bin/node', process.execPath);
  const file = await folder.write(name, text);
  const verified = spawnSync('systemd-analyze', ['verify', file], { encoding: 'utf8' });
  expect(`${verified.stdout}${verified.stderr}`).not.toContain(name);
  const limit = ['security', '--offline=true', '--threshold=20', file];
  expect(spawnSync('systemd-analyze', limit, { encoding: 'utf8' }).status).toBe(0);
  const open = await folder.write('open.service', `[Service]\nExecStart=${process.execPath}\n`);
  expect(spawnSync('systemd-analyze', [...limit.slice(0, 3), open]).status).not.toBe(0);
});
