import type { RunHistory } from '../apply-run/carry-out.js';
import { type Diagnostic, diagnosticOf } from '../diagnostic.js';
import { isScaleoutError, ScaleoutError } from '../errors.js';
import { messageOf } from '../message-of.js';
import type { Topology } from '../topology/topology.js';
import type { WatchOptions } from './watch-options.js';

/** The history of one apply of a watch. What goes wrong with it is a warning. */
export interface WatchedRunHistory extends RunHistory {
  /** The apply ended in an error of its own. */
  failed(error: unknown): Promise<void>;
  readonly warnings: () => readonly Diagnostic[];
}

export async function runHistory(
  topology: Topology,
  login: string,
  { history }: Pick<WatchOptions, 'history'>,
): Promise<WatchedRunHistory> {
  const warnings: Diagnostic[] = [];
  const recorder = await history?.(topology).catch((error: unknown) => {
    const unreadable = isScaleoutError(error) ? error : new ScaleoutError('command.unexpected', messageOf(error));
    warnings.push({ ...diagnosticOf(unreadable), severity: 'warning' });
    return undefined;
  });
  let isOpen = false;
  return {
    warnings: () => warnings,
    emit: (event) => recorder?.emit(event),
    async begin(plan) {
      warnings.push(...((await recorder?.begin(plan, login)) ?? []));
      isOpen = true;
    },
    async end(outcome, codes) {
      isOpen = false;
      warnings.push(...((await recorder?.end(outcome, codes)) ?? []));
    },
    async failed(error) {
      if (!isOpen) return;
      await recorder?.end({ result: 'failed', code: isScaleoutError(error) ? error.code : 'command.unexpected' });
    },
  };
}
