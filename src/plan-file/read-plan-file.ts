import { open } from 'node:fs/promises';
import { ScaleoutError } from '../errors.js';
import type { Plan } from '../reconciler/plan-document.js';
import { decodeText } from '../topology/file/decode-text.js';
import { checkedPlan } from './check-plan.js';

/** Bytes: a plan of some 60,000 steps. */
export const largestPlan = 64 * 1024 * 1024;

/**
 * The plan that a file holds, as it was saved. Throws `command.plan-unreadable`, `command.plan-too-new` and
 * `guard.plan-tampered`.
 */
export async function readPlanFile(file: string): Promise<Plan> {
  return checkedPlan(jsonOf(await readPlanText(file), file), file);
}

function jsonOf(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own words quote the text, which may be anything.
    throw unreadable(`${file} is not JSON, or was cut off.`);
  }
}

/** The text of a plan file of at most `largestPlan` bytes. Throws `command.plan-unreadable`. */
export async function readPlanText(file: string): Promise<string> {
  const text = decodeText(file, await readBytes(file));
  if ('failed' in text) throw unreadable(text.failed.detail, text.failed.remedy);
  return text.read;
}

async function readBytes(file: string): Promise<Uint8Array> {
  try {
    await using handle = await open(file, 'r');
    const kind = await handle.stat();
    if (kind.isDirectory()) throw unreadable(`${file} is a folder, not a file.`);
    const parts: Uint8Array[] = [];
    let length = 0;
    for await (const part of handle.createReadStream({ autoClose: false })) {
      length += part.length;
      if (length > largestPlan) throw unreadable(`${file} is larger than ${largestPlan / 1024 / 1024} MiB.`);
      parts.push(part);
    }
    return Buffer.concat(parts, length);
  } catch (error) {
    if (error instanceof ScaleoutError) throw error;
    throw unreadable(`${file}: ${reasonOf(error as NodeJS.ErrnoException)}`);
  }
}

function reasonOf({ code }: NodeJS.ErrnoException): string {
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'there is no such file.';
    case 'EISDIR':
      return 'it is a folder, not a file.';
    case 'EACCES':
    case 'EPERM':
      return 'this account may not read it.';
    default:
      return `reading it failed (${code ?? 'unknown reason'}).`;
  }
}

function unreadable(detail: string, remedy?: string): ScaleoutError {
  return new ScaleoutError('command.plan-unreadable', detail, remedy === undefined ? {} : { remedy });
}
