import { isByPage } from '../../history/provenance.js';
import type { RecordedAction } from '../../history/read-history.js';
import { actionWord } from '../../history/recorded-command.js';
import { paragraph } from '../../text/layout.js';
import { printable } from '../../text/printable.js';
import { type Screen, style } from '../../text/screen.js';
import { localMoment, momentWithAge } from '../../text/times.js';
import { catalogText, padded } from '../../text/words.js';
import { actionResultCell } from './history-text.js';

/** One action of a history as a person reads it: what was asked for, by whom, and what came of it. */
export function recordedActionText(action: RecordedAction, topology: string, screen: Screen): string {
  const paint = style(screen.colors);
  const { who, catalog, finding, fingerprint, reason, until, code, detail } = action;
  const { text, paint: colored = (same: string) => same } = actionResultCell(action, paint);
  const lines: readonly (readonly [string, string])[] = [
    ['Result', text],
    ...(code === undefined ? [] : [['Error', code] as const]),
    ...(detail === undefined ? [] : [['Why', detail.replaceAll('\n', '; ')] as const]),
    ['Action', actionWord(action)],
    ...(fingerprint === undefined ? [['Of', action.target ?? 'all of the topology'] as const] : []),
    ...(finding === undefined ? [] : [['Finding', finding] as const]),
    ...(fingerprint === undefined ? [] : [['Fingerprint', fingerprint] as const]),
    ...(reason === undefined ? [] : [['Reason', reason] as const]),
    ...(until === undefined ? [] : [['Until', localMoment(until, screen)] as const]),
    ['At', momentWithAge(action.at, screen)],
    ['Who', recordedWho(who)],
    ['Catalog', catalogText(catalog)],
    ['With', `scaleout ${action.tool.version}`],
  ];
  const shown = lines.map(([name, value]) => {
    const line = paragraph(`  ${padded(name, 11)} `, printable(value), screen);
    return name === 'Result' ? line.replace(text, () => colored(text)) : line;
  });
  return [`${paint.bold(`Action ${action.number}`)} of ${printable(topology)}`, ...shown, ''].join('\n');
}

/** Who did it, and from where; of the page who is logged in there, and which process served it. */
export function recordedWho(who: RecordedAction['who']): string {
  const { user, host, pid, login, via } = who;
  const process = isByPage(who)
    ? `${user} via ${via}, served by process ${pid} on ${host}`
    : `${user} on ${host}, process ${pid}`;
  return `${process}${login === null ? ', the server was not asked' : `, login ${login}`}`;
}
