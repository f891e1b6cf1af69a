import { decodeAnswer } from './script/frame.js';
import type { MachineAnswer } from './script/wire.js';

/* 64 MB: a hundred times what a machine with thousands of certificates sends. */
const outputLimit = 64 * 1024 * 1024;
/* Of what is shown a few words. */
const saidLimit = 4 * 1024;
/* How often an answer is looked for before the program ends: each look reads all that has come. */
const looksLimit = 50;

/** Gathers what a program prints, until the answer is whole. */
export interface AnswerCollector {
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
