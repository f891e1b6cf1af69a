import type { MachineName } from '../../domain/machine-name.js';
import { type ErrorCode, ScaleoutError } from '../../errors/errors.js';
import { languageErrors } from '../../facts/windows.js';
import type { Secret } from '../secret.js';
import type { Exchange } from './connection.js';
import type { FailureCode, MachineAnswer } from './script/wire.js';

const codes: Readonly<Record<FailureCode, ErrorCode>> = {
  accessDenied: 'machine.access-denied',
  moved: 'machine.moved',
  certificateMissing: 'machine.certificate-missing',
  certificateInvalid: 'machine.certificate-invalid',
  keyMissing: 'machine.key-missing',
  keyInTpm: 'machine.key-in-tpm',
  serviceMissing: 'machine.service-missing',
  serviceTimeout: 'machine.service-timeout',
  serviceFailed: 'machine.service-failed',
  clusterUnknown: 'machine.cluster-unknown',
  configMissing: 'machine.config-missing',
  configUnreadable: 'machine.config-unreadable',
  configInUse: 'machine.config-in-use',
  configReadOnly: 'machine.config-read-only',
  configNotWritten: 'machine.config-not-written',
  certificateNotMade: 'machine.certificate-not-made',
  storeFailed: 'machine.store-failed',
  keyRightsFailed: 'machine.key-rights-failed',
  bindingFailed: 'machine.binding-failed',
  firewallFailed: 'machine.firewall-failed',
  firewallUnreadable: 'machine.firewall-unreadable',
  writeWithoutEffect: 'machine.write-without-effect',
  languageMode: 'machine.language-mode',
  scriptFailed: 'machine.script-failed',
};

/** What a machine answered that it could not do. */
export function failureOf(
  machine: MachineName,
  operation: string,
  { code, message }: Extract<MachineAnswer, { readonly ok: false }>,
): ScaleoutError {
  const detail = `${operation} on ${machine}: ${remoteText(message)}`;
  return new ScaleoutError(Object.hasOwn(codes, code) ? codes[code] : 'machine.script-failed', detail);
}

/** The script did not run to its end, and had nothing to change. */
export function unansweredReading(machine: MachineName, exchange: Silent): ScaleoutError {
  if (exchange.outcome === 'cut') {
    return new ScaleoutError('machine.unreachable', `${machine} did not answer: ${exchange.reason}.`);
  }
  const isForbidden = languageErrors.value.some((text) => exchange.said.includes(text));
  return new ScaleoutError(
    isForbidden ? 'machine.language-mode' : 'machine.no-answer',
    `${machine} ${endOf(exchange)}.`,
  );
}

/** The script may have run, in part or whole. */
export function unansweredOperation(machine: MachineName, operation: string, exchange: Silent): ScaleoutError {
  const how = exchange.outcome === 'cut' ? `did not answer: ${exchange.reason}` : endOf(exchange);
  return new ScaleoutError('machine.outcome-unknown', `${operation} on ${machine}: the machine ${how}.`);
}

type Silent = Exclude<Exchange, { readonly outcome: 'answered' }>;

function endOf({ said, exitCode }: Extract<Exchange, { readonly outcome: 'noAnswer' }>): string {
  const code = exitCode === null ? '' : ` with exit code ${exitCode}`;
  const words = said === '' ? 'said nothing' : `said: ${said}`;
  return `ended${code} without an answer and ${words}`.replace(/\.$/, '');
}

const limit = 200;

/**
 * Text of a machine as it may be shown: one line, without what moves a cursor or turns the direction of writing, at most
 * 200 characters, and without a secret that we sent there.
 */
export function remoteText(text: string, secrets: readonly Secret[] = []): string {
  const clean = secrets
    .map((each) => each.reveal())
    .filter((each) => each !== '')
    .reduce((shown, each) => shown.replaceAll(each, '[redacted]'), text)
    // Escape sequences as a whole, then every control, format and separator character.
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out.
    .replace(/\u001b\[[0-?]*[ -/]*[@-~]/g, '')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
  const shown = [...clean.slice(0, 4 * limit)];
  return shown.length > limit ? `${shown.slice(0, limit).join('')}…` : shown.join('');
}
