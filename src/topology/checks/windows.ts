import type { Problem } from '../problem.js';
import { isBlock, listAt } from '../raw-value.js';
import { parseCron } from '../values/cron.js';
import { parseDuration } from '../values/duration.js';
import { parseTimeZone } from '../values/time-zone.js';
import { checkText } from './text-check.js';

/** The most windows. To find out that a cron expression never comes true takes up to 15 ms. */
const most = 200;

/** policy.windows: each begins at times that exist, and is either an allow or a deny. */
export function checkWindows(root: unknown): readonly Problem[] {
  const windows = listAt(root, ['policy', 'windows']);
  if (windows.length > most) {
    const detail = `policy.windows has ${windows.length.toLocaleString('en')} entries; at most ${most} fit.`;
    return [{ code: 'topology.wrong-value', path: ['policy', 'windows'], at: 'key', detail }];
  }
  return windows.flatMap((window, index): readonly Problem[] => {
    const path = ['policy', 'windows', index];
    if (!isBlock(window)) return [];
    const kinds = ['allow', 'deny'].filter((key) => window[key] !== undefined);
    const detail =
      kinds.length === 0
        ? `policy.windows[${index}] has neither allow nor deny.`
        : `policy.windows[${index}] has both allow and deny.`;
    const one = { code: 'topology.wrong-value', path, detail, remedy: 'Write one of the two.' } as const;
    return [
      ...(kinds.length === 1 ? [] : [one]),
      ...kinds.flatMap((key) => checkText(root, [...path, key], 'topology.wrong-value', parseCron)),
      ...checkText(root, [...path, 'duration'], 'topology.wrong-value', parseDuration),
      ...checkText(root, [...path, 'timeZone'], 'topology.wrong-value', parseTimeZone),
    ];
  });
}
