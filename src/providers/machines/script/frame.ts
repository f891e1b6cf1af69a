import { ScaleoutError } from '../../../errors/errors.js';
import { machineScript } from '../../../generated/machine-script.js';
import { isMachineAnswer, isMachineRequest } from './shapes.js';
import type { MachineAnswer, MachineRequest } from './wire.js';

/* Base64 holds none of these, so that they can be looked for without decoding anything. */
export const requestMark = '--request--';
export const endMark = '--end--';
export const frameStart = '<<<ssis-scaleout:';
export const frameEnd = ':ssis-scaleout>>>';

/** What goes to standard input: script and request as base64 in lines short enough for any pipe. ASCII, LF. */
export function encodeInput(request: MachineRequest): string {
  const lines = [...inLines(machineScript), requestMark, ...inLines(JSON.stringify(request)), endMark];
  return `${lines.join('\n')}\n`;
}

/** The request in what `encodeInput` wrote. Throws `machine.script-failed` where there is none, or not all of one. */
export function decodeInput(text: string): MachineRequest {
  const [, request, rest, ...more] = text.replace(/[^A-Za-z0-9+/=-]/g, '').split(/--request--|--end--/);
  const value = rest === '' && more.length === 0 ? parsed(request) : undefined;
  if (!isMachineRequest(value))
    throw new ScaleoutError('machine.script-failed', 'What arrived is not a request, or not all of one.');
  return value;
}

/** The framed line of an answer, without a line break at its end. */
export function encodeAnswer(answer: MachineAnswer): string {
  return `${frameStart}${answerBytes(answer)}${frameEnd}`;
}

export function answerBytes(answer: MachineAnswer): string {
  return Buffer.from(JSON.stringify(answer)).toString('base64');
}

/**
 * The answer in what a machine printed: the last whole frame among banners, CLIXML, what a profile writes and line breaks
 * that a terminal put in. Undefined where there is none, or where it is torn: then nobody knows what happened.
 */
export function decodeAnswer(output: string): MachineAnswer | undefined {
  for (const frame of [...output.matchAll(/<<<ssis-scaleout:([A-Za-z0-9+/=\s]*):ssis-scaleout>>>/g)].reverse()) {
    const value = parsed(frame[1]?.replace(/\s/g, ''));
    if (isMachineAnswer(value)) return value;
  }
  return undefined;
}

function parsed(base64: string | undefined): unknown {
  const text = base64 === undefined ? undefined : strictBase64Text(base64);
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Base64 of a text's UTF-8 in lines of 76 characters: lines over about 8,186 are cut on the way into powershell.exe. */
function inLines(text: string): readonly string[] {
  return (
    Buffer.from(text, 'utf8')
      .toString('base64')
      .match(/.{1,76}/g) ?? []
  );
}

/** The text of which this is the base64 of UTF-8; undefined where it is not exactly that. */
function strictBase64Text(base64: string): string | undefined {
  const bytes = Buffer.from(base64, 'base64');
  // Compared, not matched: a pattern overflows the stack on megabytes.
  if (bytes.toString('base64') !== base64) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
