import type { MachineRequest, SurveyAnswer } from '../../../providers/machines/script/wire.js';
import { textField } from '../rows/fields.js';
import { type Ways, waysOf } from '../ways.js';
import { configBytesOf } from './config/config-bytes.js';
import { logFolderOf, profileOf } from './log-lines.js';
import type { InstalledService, MachineState } from './machine-state.js';

type SurveyRequest = Extract<MachineRequest, { readonly operation: 'survey' }>;
type Values = NonNullable<NonNullable<SurveyAnswer['registry']['value']>[number]['values']>;

const crypto = 'C:\\ProgramData\\Microsoft\\Crypto';

/** What a machine tells of itself for a report, as the script answers it. */
export function surveyMachine(machine: MachineState, request: SurveyRequest): SurveyAnswer {
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
