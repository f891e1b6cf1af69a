import { randomUUID } from 'node:crypto';
import { type Diagnostic, isOutcomeUnknown, isScaleoutError } from '../errors/errors.js';
import { jsonText, messageOf } from '../text/printable.js';
import { version } from '../version.js';
import { appendLine } from './append-line.js';
import { longestDetail, unwritable } from './apply-recorder.js';
import { lastNumber } from './history-files.js';
import type { RecordedAction } from './read-history.js';

/** What is known of an action whatever comes of it. */
export type AskedAction = Pick<RecordedAction, 'action' | 'target' | 'finding' | 'fingerprint' | 'reason' | 'until'>;

export interface ActionPlace {
  /** The newest file of the history; undefined: none is kept. */
  readonly file: string | undefined;
  readonly catalog: RecordedAction['catalog'];
  readonly who: Omit<RecordedAction['who'], 'login'>;
  /** Unix milliseconds. */
  readonly now: () => number;
}

/** How an action ended; `error` absent: it is done. */
export interface EndedAction extends AskedAction {
  /** Null where the server was not asked. */
  readonly login: string | null;
  readonly error?: unknown;
}

/** UTF-16 code units of what a person gave: what is refused for its length is recorded too. */
const longestGiven = 300;

/**
 * Writes an action into a history. One that cannot be written is done all the same: what is returned is to be told to
 * whoever asked for it.
 */
export async function recordAction(
  { file, catalog, who, now }: ActionPlace,
  { login, error, action, ...given }: EndedAction,
): Promise<readonly Diagnostic[]> {
  if (file === undefined) return [];
  const line: Omit<RecordedAction, 'number'> = {
    type: 'action',
    formatVersion: 1,
    id: randomUUID(),
    at: new Date(now()).toISOString(),
    tool: { name: 'ssis-scaleout', version },
    who: { ...who, login },
    catalog,
    action,
    ...Object.fromEntries(Object.entries(given).map(([key, text]) => [key, text?.slice(0, longestGiven)])),
    ...resultOf(error),
  };
  try {
    await appendLine(file, async () => {
      const numbered: RecordedAction = { ...line, number: (await lastNumber(file)) + 1 };
      return jsonText(numbered);
    });
    return [];
  } catch (failure) {
    return [unwritable(file, failure)];
  }
}

/** Exit codes by which the registry says that nothing was begun: a wrong request, and a guard. */
const refusing: ReadonlySet<number> = new Set([3, 5]);

function resultOf(error: unknown): Pick<RecordedAction, 'result' | 'code' | 'detail'> {
  if (error === undefined) return { result: 'done' };
  const code = isScaleoutError(error) ? error.code : 'command.unexpected';
  const detail = messageOf(error).slice(0, longestDetail);
  // What is cut off may have been written.
  const isCutOff = isScaleoutError(error, 'command.interrupted');
  if (isOutcomeUnknown(error) || isCutOff) return { result: 'unknown', code, detail };
  return { result: isScaleoutError(error) && refusing.has(error.exitCode) ? 'refused' : 'failed', code, detail };
}
