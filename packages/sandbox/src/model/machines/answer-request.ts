import { changeFleet } from '../life/change-fleet.js';
import type { Model } from '../model.js';
import { textField } from '../store.js';
import { type Ways, waysOf } from '../ways.js';
import type { MachineAnswer, SurveyAnswer } from './answers.js';
import { examineMachine } from './examine.js';
import { inspectMachine, logFolderOf, profileOf } from './inspect.js';
import {
  type InstalledService,
  isRefusal,
  type MachineState,
  machineState,
  type Outcome,
  refused,
} from './machine-state.js';
import { createCertificate, distrustCertificate, grantKey, trustCertificate } from './operations/certificates.js';
import { readConfig, writeConfig } from './operations/configs.js';
import { ensureMaster } from './operations/ensure-master.js';
import { ensureWorker, newCertificate } from './operations/ensure-worker.js';
import {
  bindPort,
  openFirewall,
  restartService,
  setStartMode,
  startService,
  stopService,
} from './operations/services.js';
import type { MachineLook, MachineRequest } from './requests.js';
import { configBytesOf } from './settings-file.js';

/** What a machine answers to a request at that time, in unix milliseconds. */
export function answerRequest(model: Model, key: string, request: MachineRequest, now: number): MachineAnswer {
  const machine = machineState(model, key, now);
  if (machine === undefined) return { ok: false, code: 'scriptFailed', message: `There is no machine ${key}.` };
  if (waysOf(model.store).has('constrained')) {
    return { ok: false, code: 'languageMode', message: 'PowerShell runs in ConstrainedLanguage mode here.' };
  }
  if (request.operation === 'inspect') {
    model.life.advance(now);
    const value = inspectMachine(machine);
    const { examine } = request;
    return {
      ok: true,
      value: examine === undefined ? value : { ...value, examination: examineMachine(machine, examine) },
    };
  }
  if (request.operation === 'survey') {
    model.life.advance(now);
    return { ok: true, value: surveyMachine(machine, request) };
  }
  const outcome = changeFleet(model, now, () => carryOut(machine, request));
  return isRefusal(outcome) ? { ok: false, ...outcome } : { ok: true, value: outcome };
}

function carryOut(machine: MachineState, request: Exclude<MachineRequest, MachineLook>): Outcome {
  if (request.operation === 'readConfig') return readConfig(machine, request.path);
  if (!machine.windows().administrator) return refused('accessDenied', 'Access is denied.');
  switch (request.operation) {
    case 'trustCertificate':
      return trustCertificate(machine, request);
    case 'distrustCertificate':
      return distrustCertificate(machine, request);
    case 'createCertificate':
      return createCertificate(machine, request);
    case 'grantKey':
      return grantKey(machine, request);
    case 'writeConfig':
      return writeConfig(machine, request);
    case 'setStartMode':
      return setStartMode(machine, request.service, request.mode);
    case 'startService':
      return startService(machine, request.service);
    case 'stopService':
      return stopService(machine, request.service);
    case 'restartService':
      return restartService(machine, request.service);
    case 'bindPort':
      return bindPort(machine, request);
    case 'openFirewall':
      return openFirewall(machine, request.name, request.port);
    case 'ensureWorker':
      return ensureWorker(machine, request);
    case 'newCertificate':
      return newCertificate(machine, request);
    case 'ensureMaster':
      return ensureMaster(machine, request);
  }
}

type SurveyRequest = Extract<MachineRequest, { readonly operation: 'survey' }>;
type Values = NonNullable<NonNullable<SurveyAnswer['registry']['value']>[number]['values']>;

const crypto = 'C:\\ProgramData\\Microsoft\\Crypto';

/** What a machine tells of itself for a report, as the script answers it. */
function surveyMachine(machine: MachineState, request: SurveyRequest): SurveyAnswer {
  const { hostName } = machine.windows();
  const services = machine.services();
  const keys = registryOf(machine);
  return {
    hostName,
    powershell: { version: '5.1.20348.2227', edition: 'Desktop', languageMode: 'FullLanguage' },
    windows: '10.0.20348.0',
    netbiosName: hostName.split('.')[0]?.toUpperCase().slice(0, 15) ?? '',
    services: { value: services.map((service) => placesOf(service, waysOf(machine.model.store))) },
    serviceNames: { value: services.map(({ name }) => name) },
    registry: {
      value: request.registry.map((path) => {
        const [, values = null] = [...keys].find(([key]) => key.toLowerCase() === path.toLowerCase()) ?? [];
        return { path, values };
      }),
    },
    keyFolders: {
      value: ['Keys', 'RSA\\MachineKeys'].map((folder) => ({ path: `${crypto}\\${folder}`, exists: true, files: 1 })),
    },
  };
}

function placesOf(service: InstalledService, ways: Ways): NonNullable<SurveyAnswer['services']['value']>[number] {
  const { name, row, configPath, role } = service;
  const hasLog = Object.keys((row.log as object | null) ?? {}).length > 0 || row.service === 'running';
  return {
    name,
    account: textField(row, 'userAccount') ?? '',
    program: `${configPath.slice(0, configPath.lastIndexOf('\\'))}\\Microsoft.SqlServer.IntegrationServices.${role === 'master' ? 'Master' : 'Worker'}.exe`,
    configs: [{ path: configPath, exists: configBytesOf(row) !== undefined }],
    profile: profileOf(service),
    logs: hasLog ? [{ path: logFolderOf(service, ways), files: 1, newest: `${name}.log` }] : [],
  };
}

/** The keys of LocalMachine that the sandbox's machines have, with the shape of their values. */
function registryOf(machine: MachineState): ReadonlyMap<string, Values> {
  const { bindings, sendTrustedIssuerList, clientAuthTrustMode } = machine.windows();
  const number = (name: string, value: number | null): Values =>
    value === null ? [] : [{ name, kind: 'number', number: value, length: 0 }];
  const parameters = 'SYSTEM\\CurrentControlSet\\Services\\HTTP\\Parameters\\SslBindingInfo';
  return new Map<string, Values>([
    [
      'SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL',
      [
        ...number('SendTrustedIssuerList', sendTrustedIssuerList),
        ...number('ClientAuthTrustMode', clientAuthTrustMode),
      ],
    ],
    [
      'SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion',
      [{ name: 'CurrentBuildNumber', kind: 'text', number: null, length: 5 }],
    ],
    ...machine
      .services()
      .map(({ version }): readonly [string, Values] => [
        `SOFTWARE\\Microsoft\\Microsoft SQL Server\\${version}\\SSIS\\Setup\\DTSPath`,
        [{ name: '', kind: 'text', number: null, length: 50 }],
      ]),
    ...(bindings.size === 0 ? [] : [[parameters, []] as const]),
    ...[...bindings].map(([address, { store }]): readonly [string, Values] => [
      `${parameters}\\${address}`,
      [
        { name: 'SslCertHash', kind: 'bytes', number: null, length: 20 },
        { name: 'SslCertStoreName', kind: 'text', number: null, length: store.length },
        { name: 'AppId', kind: 'bytes', number: null, length: 16 },
        ...number('DefaultFlags', 0),
        ...number('DefaultSslCertCheckMode', 0),
      ],
    ]),
  ]);
}
