import type { OperationName, Step, StepOf, Value } from '../../src/domain/documents.js';

const common = { needs: [], risk: 'safe' } as const;
const worker = { ...common, id: 'worker/ETL01:step', target: 'worker/ETL01' } as const;
const workerAgentId = '00000000-0000-4000-8000-000000000001';
const row = { workerAgentId };
const machine = 'ETL01';
const service = { machine, service: 'SSISScaleOutWorker160', timeoutSeconds: 180 };
const thumbprint = 'AB'.repeat(20);

/** One step of each operation with only what it has to have. */
export const plainSteps: { readonly [Name in OperationName]: StepOf<Name> } = {
  enableScaleOut: { ...worker, operation: 'enableScaleOut', arguments: {}, expects: { scaleOut: 'neverEnabled' } },
  setDefaultExecutionMode: {
    ...worker,
    operation: 'setDefaultExecutionMode',
    arguments: { mode: 'scaleOut' },
    expects: { mode: 'server' },
  },
  setMasterAddress: {
    ...worker,
    operation: 'setMasterAddress',
    arguments: { address: 'https://sqletl01:8391' },
    expects: { address: null },
  },
  setWorkerEnabled: {
    ...worker,
    operation: 'setWorkerEnabled',
    arguments: { ...row, enabled: true },
    expects: { machineName: machine, enabled: false },
  },
  setWorkerProperty: {
    ...worker,
    operation: 'setWorkerProperty',
    arguments: { ...row, property: 'Tags', value: 'night' },
    expects: { machineName: machine, value: null },
  },
  drainWorker: {
    ...worker,
    operation: 'drainWorker',
    arguments: { ...row, timeoutSeconds: 600, onTimeout: 'stop' },
    expects: { machineName: machine, enabled: true },
  },
  removeWorker: {
    ...worker,
    operation: 'removeWorker',
    arguments: row,
    expects: { machineName: machine, enabled: false, online: false },
  },
  awaitWorker: { ...worker, operation: 'awaitWorker', arguments: { machine, timeoutSeconds: 120 }, expects: {} },
  awaitMaster: {
    ...worker,
    operation: 'awaitMaster',
    arguments: { machine, timeoutSeconds: 120, thumbprint },
    expects: {},
  },
  trustCertificate: {
    ...worker,
    operation: 'trustCertificate',
    arguments: { machine, thumbprint, certificate: 'MIIB', mark: 'scaleout' },
    expects: {},
  },
  distrustCertificate: {
    ...worker,
    operation: 'distrustCertificate',
    arguments: { machine, thumbprint },
    expects: {},
  },
  createCertificate: {
    ...worker,
    operation: 'createCertificate',
    arguments: { machine, names: 'ETL01', mark: 'scaleout', days: 1825, store: 'My', usage: 'client' },
    expects: { replaces: null },
  },
  grantKey: {
    ...worker,
    operation: 'grantKey',
    arguments: { machine, store: 'My', thumbprint, service: service.service },
    expects: {},
  },
  editConfig: {
    ...worker,
    operation: 'editConfig',
    arguments: { machine, path: 'C:\\WorkerSettings.config' },
    expects: { sha256: 'a'.repeat(64) },
  },
  setStartMode: {
    ...worker,
    operation: 'setStartMode',
    arguments: { machine, service: service.service, mode: 'automatic' },
    expects: { startMode: 'disabled' },
  },
  startService: { ...worker, operation: 'startService', arguments: service, expects: { state: 'stopped' } },
  stopService: { ...worker, operation: 'stopService', arguments: service, expects: { state: 'running' } },
  restartService: { ...worker, operation: 'restartService', arguments: service, expects: { state: 'running' } },
  bindPort: {
    ...worker,
    operation: 'bindPort',
    arguments: { machine, port: 8391, thumbprint },
    expects: { thumbprint: null },
  },
  openFirewall: {
    ...worker,
    operation: 'openFirewall',
    arguments: { machine, rule: 'scaleout', port: 8391 },
    expects: {},
  },
  byHand: {
    ...worker,
    id: 'worker/ETL01:byHand',
    operation: 'byHand',
    arguments: { machine, command: 'scaleout script ETL01' },
    expects: {},
    manual: true,
  },
};

/** What of a step may be given; its arguments and expectations are put over those of the plain one. */
type Parts<Name extends OperationName> = Partial<Omit<StepOf<Name>, 'operation' | 'id' | 'arguments' | 'expects'>> & {
  readonly arguments?: Partial<StepOf<Name>['arguments']>;
  readonly expects?: Partial<StepOf<Name>['expects']>;
};

/** A step for tests; its target is what stands before the colon of its id. */
export function stepOf<Name extends OperationName>(operation: Name, id: string, parts: Parts<Name> = {}): StepOf<Name> {
  const plain: Step = plainSteps[operation];
  const step = {
    ...plain,
    ...parts,
    id,
    target: id.slice(0, id.indexOf(':')),
    arguments: { ...plain.arguments, ...parts.arguments },
    expects: { ...plain.expects, ...parts.expects },
  };
  return step as unknown as StepOf<Name>;
}

/** The arguments of a step, whichever it is, by their names. */
export function argumentsOf({ arguments: given }: Step): Readonly<Record<string, Value | undefined>> {
  return given;
}
