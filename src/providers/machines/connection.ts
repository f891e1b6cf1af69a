import { decodeAnswer } from './script/frame.js';
import type { MachineAnswer } from './script/wire.js';

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
