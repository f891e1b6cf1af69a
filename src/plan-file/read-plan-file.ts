import { ScaleoutError } from '../errors.js';
import { readFileBytes } from '../read-file.js';
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
  const bytes = await readFileBytes(file, { largest: largestPlan, kinds: 'any' });
  if ('failed' in bytes) throw unreadable(`${file} ${bytes.failed.phrase}.`);
  const text = decodeText(file, bytes.read);
  if ('failed' in text) throw unreadable(text.failed.detail, text.failed.remedy);
  return text.read;
}

function unreadable(detail: string, remedy?: string): ScaleoutError {
  return new ScaleoutError('command.plan-unreadable', detail, remedy === undefined ? {} : { remedy });
}
