import type { MachineName } from '../../domain/machine-name.js';
import { type ErrorCode, ScaleoutError } from '../../errors/errors.js';
import { languageErrors } from '../../facts/windows.js';
import type { Secret } from '../secret.js';
import { decodeAnswer } from './script/frame.js';
import type { FailureCode, MachineAnswer } from './script/wire.js';

/** How it went to hand the script to a machine. */
export type Exchange =
  | { readonly outcome: 'answered'; readonly answer: MachineAnswer }
  /** The program there ended without an answer. `said`: the first words of what it printed, fit to be shown. */
  | { readonly outcome: 'noAnswer'; readonly said: string; readonly exitCode: number | null }
  /** The connection was lost after the script may have arrived. */
  | { readonly outcome: 'cut'; readonly reason: string };

/** A way to a machine that is open. */
export interface Connection extends AsyncDisposable {
  /** False when it was lost or closed: then another one is needed. */
  readonly alive: boolean;
  /**
   * Has the machine run what `encodeInput` made. Throws an error of the registry only where the machine got nothing of
   * it, and the signal's reason when that is aborted: then the script may run on.
   */
  exchange(input: string, signal: AbortSignal): Promise<Exchange>;
}

/** How long things may take, in milliseconds. */
export interface MachineLimits {
  /** Reaching a machine: name, TCP, keys and login together, over a bastion where there is one. */
  readonly connect: number;
  /** From the request to the whole answer; an operation's own time limit comes on top. */
  readonly answer: number;
  /** A connection that carries nothing is asked for a sign of life so often; the third without an answer is its end. */
  readonly keepalive: number;
  /** A connection that nobody uses is closed after so long, and opened again when it is needed. */
  readonly idle: number;
  /** Closing a connection; then it is dropped. */
  readonly close: number;
}

export const defaultMachineLimits: MachineLimits = {
  connect: 20_000,
  answer: 120_000,
  keepalive: 10_000,
  idle: 120_000,
  close: 1_000,
};

/* 64 MB: a hundred times what a machine with thousands of certificates sends. */
const outputLimit = 64 * 1024 * 1024;
/* Of what is shown a few words. */
const saidLimit = 4 * 1024;
/* How often an answer is looked for before the program ends: each look reads all that has come. */
const looksLimit = 50;

/** Gathers what a program prints, until the answer is whole. */
interface AnswerCollector {
  /** The answer, as soon as its frame has ended. */
  output(bytes: Buffer): MachineAnswer | undefined;
  errors(bytes: Buffer): void;
  /** The answer in all that came, once the program has ended. */
  atEnd(): MachineAnswer | undefined;
  /** True when a program prints more than any answer has. */
  readonly tooMuch: boolean;
  /** The beginning of what it printed, of both streams. */
  said(): string;
}

export function collectAnswer(): AnswerCollector {
  const chunks: Buffer[] = [];
  const errors: Buffer[] = [];
  let size = 0;
  let errorSize = 0;
  let looks = 0;
  const look = () => decodeAnswer(Buffer.concat(chunks).toString('latin1'));
  return {
    output(bytes) {
      if (size > outputLimit) return undefined;
      chunks.push(bytes);
      size += bytes.length;
      // A frame ends so, and base64 holds none of it.
      if (!bytes.includes('>') || looks === looksLimit) return undefined;
      looks += 1;
      return look();
    },
    errors(bytes) {
      if (errorSize >= saidLimit) return;
      errors.push(bytes.subarray(0, saidLimit - errorSize));
      errorSize += bytes.length;
    },
    atEnd: look,
    get tooMuch() {
      return size > outputLimit;
    },
    said: () => `${beginning(chunks)} ${withoutClixml(beginning(errors))}`,
  };
}

function beginning(chunks: readonly Buffer[]): string {
  return Buffer.concat(chunks).toString('utf8', 0, saidLimit);
}

/** PowerShell writes its errors to a pipe as XML, where line ends are _x000D__x000A_. */
function withoutClixml(text: string): string {
  if (!text.startsWith('#< CLIXML')) return text;
  const errors = [...text.matchAll(/<S S="Error">([^<]*)/g)].map(([, error = '']) => error);
  return errors
    .join('')
    .replace(/_x([0-9A-F]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

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
