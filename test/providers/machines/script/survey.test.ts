import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SurveyAnswer } from '../../../../src/providers/machines/script/answers.js';
import type { MachineRequest } from '../../../../src/providers/machines/script/wire.js';
import { pwshMissing } from '../../../support/pwsh.js';
import { noOutcome, type Outcome, runCases, type World } from './simulated-windows.js';

const place = mkdtempSync(join(tmpdir(), 'scaleout-survey-'));
const sid = 'S-1-5-80-1-2-3-4-5';
const http = 'SYSTEM\\CurrentControlSet\\Services\\HTTP\\Parameters\\SslBindingInfo\\0.0.0.0:8391';

const world: World = {
  hostName: 'etl01',
  services: [
    {
      Name: 'SSISScaleOutWorker160',
      StartMode: 'Auto',
      State: 'Running',
      StartName: 'NT Service\\SSISScaleOutWorker160',
      PathName: `"${place}/Binn/Worker.exe" -planted-argument`,
    },
  ],
  sids: { 'NT Service\\SSISScaleOutWorker160': sid },
  registry: {
    'SYSTEM\\CurrentControlSet\\Services\\SSISScaleOutWorker160': { Start: 2 },
    'SYSTEM\\CurrentControlSet\\Services\\MySsisScaleoutThing': { Start: 2 },
    'SYSTEM\\CurrentControlSet\\Services\\Spooler': { Start: 2 },
    [`SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\ProfileList\\${sid}`]: {
      ProfileImagePath: join(place, 'profile'),
    },
    [http]: { SslCertHash: { bytes: 'AAEC' }, SslCertStoreName: 'planted-store', DefaultFlags: 2 },
  },
  keyFolder: join(place, 'keys'),
};
const request: MachineRequest = {
  operation: 'survey',
  logs: 'AppData\\Local\\SSIS',
  registry: [http, 'SOFTWARE\\None'],
};

/** Path, size and time of everything in the folder. */
function everything(): readonly string[] {
  return readdirSync(place, { recursive: true, encoding: 'utf8' }).map((name) => {
    const { mtimeMs, size } = statSync(join(place, name));
    return `${name} ${size} ${mtimeMs}`;
  });
}

describe.skipIf(pwshMissing)('survey', () => {
  let ran: Readonly<Record<string, Outcome>>;
  let before: readonly string[];
  const of = (key: string): SurveyAnswer => {
    const [answer] = (ran[key] ?? noOutcome).answers;
    if (answer?.ok !== true) throw new Error(JSON.stringify(answer));
    return answer.value as SurveyAnswer;
  };

  beforeAll(async () => {
    const put = (path: readonly string[], name: string, text: string) => {
      mkdirSync(join(place, ...path), { recursive: true });
      writeFileSync(join(place, ...path, name), text);
    };
    put(['Binn'], 'WorkerSettings.config', '{"Password": "planted-secret"}');
    put(['profile', 'AppData', 'Local', 'SSIS', 'ScaleOut', '16', 'Agent'], 'worker.log', 'planted-secret');
    put(['keys', 'Keys'], 'key', 'planted-secret');
    before = everything();
    ran = await runCases<string>({
      whole: { world, requests: [request] },
      bare: { requests: [request] },
      denied: { world: { ...world, faults: { [`registry:${http}`]: 'denied' } }, requests: [request] },
    });
  });
  afterAll(() => rmSync(place, { recursive: true, force: true }));

  it('shows places and shapes, never what is in a file, a value or a command line', () => {
    const found = of('whole');
    expect(found.powershell).toEqual({ version: '5.1.17763.1', edition: 'Desktop', languageMode: 'FullLanguage' });
    expect(found.serviceNames.value).toEqual(['SSISScaleOutWorker160', 'MySsisScaleoutThing']);
    expect(found.services.value).toEqual([
      {
        name: 'SSISScaleOutWorker160',
        account: 'NT Service\\SSISScaleOutWorker160',
        program: `${place}/Binn/Worker.exe`,
        configs: expect.arrayContaining([{ path: `${place}/Binn/WorkerSettings.config`, exists: true }]),
        profile: join(place, 'profile'),
        logs: [{ path: 'AppData\\Local\\SSIS\\ScaleOut\\16\\Agent', files: 1, newest: 'worker.log' }],
      },
    ]);
    expect(found.registry.value).toEqual([
      {
        path: http,
        values: [
          { name: 'SslCertHash', kind: 'bytes', number: null, length: 3 },
          { name: 'SslCertStoreName', kind: 'text', number: null, length: 13 },
          { name: 'DefaultFlags', kind: 'number', number: 2, length: 0 },
        ],
      },
      { path: 'SOFTWARE\\None', values: null },
    ]);
    expect(found.keyFolders.value).toContainEqual({ path: join(place, 'keys', 'Keys'), exists: true, files: 1 });
    expect(JSON.stringify(found)).not.toContain('planted');
  });

  it('is whole on a machine that has nothing, and a part that is denied spoils no other', () => {
    expect(of('bare')).toMatchObject({ services: { value: [] }, serviceNames: { value: [] } });
    expect(of('denied').registry.error).toContain('unauthorized');
    expect(of('denied').services.value).toHaveLength(1);
  });

  it('gives no function a name that another one has', () => {
    const folder = new URL('../../../../src/providers/machines/script/powershell/', import.meta.url);
    const texts = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), 'utf8'));
    const named = texts.flatMap((text) =>
      [...text.matchAll(/^function ([\w-]+)/gim)].map(([, name = '']) => name.toLowerCase()),
    );
    expect(named.filter((name, index) => named.indexOf(name) !== index)).toEqual([]);
  });

  it('writes nothing', () => {
    expect(everything()).toEqual(before);
    const folder = new URL('../../../../src/providers/machines/script/powershell/', import.meta.url);
    const text = ['survey.ps1', 'windows-survey.ps1']
      .map((name) => readFileSync(new URL(name, folder), 'utf8'))
      .join('');
    expect(text).not.toMatch(
      /\b(Set|New|Remove|Add|Clear|Move|Copy|Start|Stop|Restart|Invoke|Out|Export|Import)-|\.(Set|Write|Delete|Create|Save)\w*\(/,
    );
  });
});
