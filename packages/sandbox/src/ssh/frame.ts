import type { MachineAnswer } from '../model/machines/answers.js';
import { isMachineRequest, type MachineRequest } from '../model/machines/requests.js';

/*
 * How a request comes over SSH and its answer goes back. Standard input holds the script, the line --request--, the request
 * and the line --end--; script and request are base64 of UTF-8 in lines. The answer is one line: base64 of JSON in a frame.
 */

/** The bootstrap command of every request holds it, since it looks for the frame. */
export const frameStart = '<<<ssis-scaleout:';
const frameEnd = ':ssis-scaleout>>>';

/** The request of a standard input. Throws an error that says what is wrong where there is none, or not all of one. */
export function decodeInput(input: string): MachineRequest {
  // The script before it is long, and no line of it is read here.
  const lines = input.slice(Math.max(0, input.indexOf('\n--request--') + 1)).split(/\r?\n/);
  const [begin, end] = [lines.indexOf('--request--'), lines.indexOf('--end--')];
  const isWhole = begin !== -1 && begin < end && lines.slice(end + 1).every((line) => line === '');
  const value = isWhole ? jsonOf(lines.slice(begin + 1, end).join('')) : undefined;
  if (!isMachineRequest(value)) throw new Error('What arrived is not a request, or not all of one.');
  return value;
}

/** The framed line of an answer, without a line break at its end. */
export function encodeAnswer(answer: MachineAnswer): string {
  return `${frameStart}${Buffer.from(JSON.stringify(answer)).toString('base64')}${frameEnd}`;
}

/** Undefined where it is not exactly the base64 of JSON in UTF-8. */
function jsonOf(base64: string): unknown {
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.toString('base64') !== base64) return undefined;
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
