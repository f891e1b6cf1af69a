import type { Immutable } from '../../domain/documents.js';
import { ScaleoutError } from '../../errors/errors.js';
import type { HistoryDocument } from '../../generated/history-document.js';
import { historyPlace } from '../../history/history-files.js';
import { isRunning } from '../../history/provenance.js';
import { type History, type RecordedApply, readHistory } from '../../history/read-history.js';
import { jsonText } from '../../text/printable.js';
import type { HistoryOptions } from '../options.js';
import { historyText, recordedApplyText } from '../render/history-text.js';
import { loadForCommand } from '../run-command.js';
import type { Command } from '../terminal.js';

/** scaleout history: what was applied, when and by whom; or one apply with its steps. */
export const historyCommand: Command<HistoryOptions> = async (options, terminal) => {
  const topology = await loadForCommand(options.file, terminal);
  const file = historyPlace(topology, options.history, terminal.env) ?? '';
  const found = await readHistory(file, { isRunning });
  const applies = chosen(found, options, file);
  if (options.json) {
    const { unreadableLines } = found;
    const document: Immutable<HistoryDocument> = {
      formatVersion: 1,
      topology: topology.name,
      file,
      applies,
      unreadableLines,
    };
    terminal.out(`${jsonText(document)}\n`);
  } else if (options.number !== undefined) {
    terminal.print(applies.map((apply) => recordedApplyText(apply, terminal.screen.out)).join('\n'));
  } else {
    const { unreadableLines } = found;
    const view = { topology: topology.name, file, applies, all: found.applies.length, unreadableLines };
    terminal.print(historyText(view, terminal.screen.out));
  }
  return 0;
};

/** Two applies of one number: they began at the same moment, and neither is passed over. */
function chosen({ applies }: History, { number, limit }: HistoryOptions, file: string): readonly RecordedApply[] {
  if (number === undefined) return applies.slice(0, limit);
  const found = applies.filter((apply) => apply.number === number);
  if (found.length > 0) return found;
  const newest = applies[0]?.number;
  const there = newest === undefined ? 'It is empty.' : `Its newest has the number ${newest}.`;
  throw new ScaleoutError('history.no-such-apply', `${file} has no apply ${number}. ${there}`);
}
