// src/providers/machines/script has the script for machines (powershell/, one file an operation), the requests that it
// takes (this file) and the answers that it gives (answers.ts), and how both travel (frame.ts).

import type { ByHandRequest } from '../../../domain/by-hand.js';
import type { ExamineRequest } from '../../../domain/examination.js';
import type { MachineOperation } from '../../../domain/machines.js';
import type { SurveyRequest } from '../../../domain/survey.js';
import type { InspectAnswer, OperationAnswer, SurveyAnswer } from './answers.js';

/*
 * What travels between the tool and the script on a machine, as JSON. The script (PowerShell) and the sandbox's machines
 * speak it alike. A request goes to standard input, the answer comes back in a frame (frame.ts).
 */

export type { ByHandRequest };

/** What only looks. */
export type MachineLook =
  /** `examine`: what only a diagnosis reads is wanted as well. */
  | { readonly operation: 'inspect'; readonly examine?: ExamineRequest }
  | ({ readonly operation: 'survey' } & SurveyRequest);

export type MachineRequest = MachineLook | MachineOperation | ByHandRequest;

/** Why an operation failed; each is `machine.<kebab-case>` in the registry. */
export type FailureCode =
  | 'accessDenied'
  | 'moved'
  | 'certificateMissing'
  | 'certificateInvalid'
  | 'keyMissing'
  | 'keyInTpm'
  | 'serviceMissing'
  | 'serviceTimeout'
  | 'serviceFailed'
  | 'clusterUnknown'
  | 'configMissing'
  | 'configUnreadable'
  | 'configInUse'
  | 'configReadOnly'
  | 'configNotWritten'
  | 'certificateNotMade'
  | 'storeFailed'
  | 'keyRightsFailed'
  | 'bindingFailed'
  | 'firewallFailed'
  | 'firewallUnreadable'
  | 'writeWithoutEffect'
  | 'languageMode'
  | 'scriptFailed';

export type MachineAnswer =
  | { readonly ok: true; readonly value: InspectAnswer | SurveyAnswer | OperationAnswer }
  | { readonly ok: false; readonly code: FailureCode; readonly message: string };

/* Records, not lists: the compiler then misses no member of the unions. */
const operations: Readonly<Record<MachineRequest['operation'], true>> = {
  inspect: true,
  survey: true,
  trustCertificate: true,
  distrustCertificate: true,
  createCertificate: true,
  grantKey: true,
  readConfig: true,
  writeConfig: true,
  setStartMode: true,
  startService: true,
  stopService: true,
  restartService: true,
  bindPort: true,
  openFirewall: true,
  ensureWorker: true,
  ensureMaster: true,
  newCertificate: true,
};

const codes: Readonly<Record<FailureCode, true>> = {
  accessDenied: true,
  moved: true,
  certificateMissing: true,
  certificateInvalid: true,
  keyMissing: true,
  keyInTpm: true,
  serviceMissing: true,
  serviceTimeout: true,
  serviceFailed: true,
  clusterUnknown: true,
  configMissing: true,
  configUnreadable: true,
  configInUse: true,
  configReadOnly: true,
  configNotWritten: true,
  certificateNotMade: true,
  storeFailed: true,
  keyRightsFailed: true,
  bindingFailed: true,
  firewallFailed: true,
  firewallUnreadable: true,
  writeWithoutEffect: true,
  languageMode: true,
  scriptFailed: true,
};

/** Whether a value read from outside names an operation that there is. */
export function isMachineRequest(value: unknown): value is MachineRequest {
  return isRecord(value) && typeof value.operation === 'string' && Object.hasOwn(operations, value.operation);
}

/** Whether a value read from outside is what a script for an administrator carries. */
export function isByHandRequest(value: unknown): value is ByHandRequest {
  if (!isRecord(value)) return false;
  if (value.operation === 'newCertificate')
    return typeof value.mark === 'string' && typeof value.days === 'number' && typeof value.madeAt === 'string';
  if (typeof value.timeoutSeconds !== 'number') return false;
  return value.operation === 'ensureWorker'
    ? isOfWorker(value)
    : value.operation === 'ensureMaster' && isOfMaster(value);
}

type Fields = Readonly<Record<string, unknown>>;

function isOfWorker(value: Fields): boolean {
  return (
    [value.endpoint, value.masterCertificate, value.workerThumbprint].every(isTextOrNull) &&
    typeof value.mark === 'string' &&
    [value.masterMark, value.madeAt].every((text) => text === undefined || typeof text === 'string') &&
    (value.alsoTrust === undefined || isMarked(value.alsoTrust)) &&
    ['undefined', 'number'].includes(typeof value.days) &&
    isRecord(value.settings) &&
    (value.settingsAsWritten === undefined || Array.isArray(value.settingsAsWritten)) &&
    Object.values(value.settings).every((setting) => ['string', 'number', 'boolean'].includes(typeof setting))
  );
}

function isOfMaster({ trust, certificate, port, negotiateClientCertificate, firewallRule }: Fields): boolean {
  return (
    isMarked(trust) &&
    (certificate === undefined ||
      (isRecord(certificate) &&
        typeof certificate.thumbprint === 'string' &&
        typeof certificate.inUse === 'boolean')) &&
    (port === null || typeof port === 'number') &&
    ['undefined', 'boolean'].includes(typeof negotiateClientCertificate) &&
    typeof firewallRule === 'string'
  );
}

/** Certificates with their marks. */
function isMarked(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.every((each) => isRecord(each) && typeof each.certificate === 'string' && typeof each.mark === 'string')
  );
}

/** Whether a value read from outside is an answer: of an operation, of `inspect`, or a failure with a known code. */
export function isMachineAnswer(value: unknown): value is MachineAnswer {
  if (!isRecord(value)) return false;
  if (value.ok === true)
    return (
      isRecord(value.value) &&
      (typeof value.value.changed === 'boolean' || isInspectAnswer(value.value) || isSurveyAnswer(value.value))
    );
  return (
    value.ok === false &&
    typeof value.code === 'string' &&
    Object.hasOwn(codes, value.code) &&
    typeof value.message === 'string'
  );
}

function isInspectAnswer(value: Readonly<Record<string, unknown>>): boolean {
  return (
    typeof value.hostName === 'string' &&
    typeof value.clock === 'string' &&
    Array.isArray(value.installations) &&
    Array.isArray(value.trouble) &&
    Array.isArray(value.logs) &&
    [value.root, value.my, value.bindings, value.firewall, value.schannel].every(isRecord)
  );
}

function isSurveyAnswer(value: Readonly<Record<string, unknown>>): boolean {
  return (
    typeof value.hostName === 'string' &&
    [value.powershell, value.services, value.serviceNames, value.registry, value.keyFolders].every(isRecord)
  );
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || typeof value === 'string';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
