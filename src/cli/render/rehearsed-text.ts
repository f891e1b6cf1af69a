import type { EventBody, RehearsalDocument } from '../../domain/documents.js';
import type { HistoryRehearsal } from '../../history/read-history.js';
import { paragraph } from '../../text/layout.js';
import { printable } from '../../text/printable.js';
import type { Screen } from '../../text/screen.js';
import { lasting } from '../../text/time-axis.js';
import { momentWithAge } from '../../text/times.js';
import { counted, firstOf } from '../../text/words.js';
import { promiseOf } from '../apply-rehearsal.js';
import { answerSentences } from './rehearsal-answer.js';
import { failuresText } from './rehearsal-steps-text.js';
import { unknowableText, warnedText } from './rehearsal-unknown.js';

// What an apply and the history tell of a rehearsal: how it ended, and what it promised. All of it is in rehearsal-text.ts.

/** What is kept of a rehearsal: whether it comes so only the steps tell. */
type Rehearsed = Omit<HistoryRehearsal, 'fingerprint'>;

/** Packages that one line names. */
const named = 3;

/** `2026-11-24 03:15:09 +01:00 (3 min 5 s ago): at worst 3 of 4 workers could take work`; what is lost comes first. */
export function rehearsedText(rehearsed: Rehearsed, screen: Screen): string {
  const { createdAt, before, lowest, lowestSeconds, lost = [], assumed = [] } = rehearsed;
  const names = (all: readonly string[]) => printable(firstOf(all, named));
  const long = lowestSeconds === undefined ? '' : ` for ${lasting(lowestSeconds)}`;
  const parts = [
    ...(lost.length === 0 ? [] : [`${counted(lost.length, 'package')} would be LOST: ${names(lost)}`]),
    lowest === 0 && before > 0
      ? `no worker of ${before} could take work${long}`
      : `at worst ${lowest} of ${counted(before, 'worker')} could take work`,
    ...(assumed.length === 0
      ? []
      : [`it was assumed that in time ${assumed.length === 1 ? 'ends' : 'end'} ${names(assumed)}`]),
  ];
  return `${momentWithAge(createdAt, screen)}: ${parts.join('; ')}`;
}

/** One that was named, in a line. */
export function rehearsedBeforeText(rehearsal: RehearsalDocument, screen: Screen): string {
  return `\n${paragraph('', `Rehearsed ${rehearsedText(promiseOf(rehearsal), screen)}.`, screen)}\n`;
}

/** One that was just made: how it ended, what would fail, what it warns of, and what it could not know. */
export function rehearsedNowText(rehearsal: RehearsalDocument, screen: Screen): string {
  const lines = ['Rehearsal on a twin, nothing was changed so far:', ...answerSentences(rehearsal, screen)];
  const blocks = [
    lines.map((line) => paragraph('', line, screen)).join('\n'),
    failuresText(rehearsal, screen, false),
    warnedText(rehearsal, screen),
    rehearsal.result === 'unlike' ? '' : unknowableText(rehearsal, screen),
  ];
  return blocks.flatMap((block) => (block === '' ? [] : `\n${block}\n`)).join('');
}

export function rehearsalEvent(rehearsal: RehearsalDocument): EventBody {
  const { plan, createdAt, result, durationSeconds, capacity, diagnostics } = rehearsal;
  const { before, lowest, after } = capacity;
  return {
    type: 'rehearsal',
    fingerprint: plan.fingerprint,
    createdAt,
    result,
    durationSeconds,
    capacity: { before, lowest, after },
    diagnostics,
  };
}
