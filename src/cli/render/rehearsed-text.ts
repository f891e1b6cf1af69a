import type { EventBody, RehearsalDocument } from '../../domain/documents.js';
import { paragraph } from '../../text/layout.js';
import type { Screen } from '../../text/screen.js';
import { momentWithAge } from '../../text/times.js';
import { counted } from '../../text/words.js';
import { answerSentences } from './rehearsal-answer.js';
import { failuresText } from './rehearsal-steps-text.js';
import { unknowableText, warnedText } from './rehearsal-unknown.js';

// What an apply and the history tell of a rehearsal: how it ended, and what it promised. All of it is in rehearsal-text.ts.

/** What is kept of a rehearsal: whether it comes so only the steps tell. */
interface Rehearsed {
  readonly createdAt: string;
  /** Workers that could take work. */
  readonly before: number;
  readonly lowest: number;
}

/** `2026-11-24 03:15:09 +01:00 (3 min 5 s ago): at worst 3 of 4 workers could take work` */
export function rehearsedText({ createdAt, before, lowest }: Rehearsed, screen: Screen): string {
  return `${momentWithAge(createdAt, screen)}: at worst ${lowest} of ${counted(before, 'worker')} could take work`;
}

/** One that was named, in a line. */
export function rehearsedBeforeText({ createdAt, capacity }: RehearsalDocument, screen: Screen): string {
  const { before, lowest } = capacity;
  return `\n${paragraph('', `Rehearsed ${rehearsedText({ createdAt, before, lowest }, screen)}.`, screen)}\n`;
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
