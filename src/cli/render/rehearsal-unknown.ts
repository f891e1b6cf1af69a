import { paragraph } from '../../text/layout.js';
import { printable } from '../../text/printable.js';
import type { Screen } from '../../text/screen.js';
import { withMore } from '../../text/words.js';
import { diagnosticsText } from './diagnostic-text.js';
import type { Rehearsal } from './rehearsal-states.js';

type Diagnosed = Pick<Rehearsal, 'diagnostics'>;

/** Of one kind of what cannot be known so many are shown, then counted. */
const mostNotes = 3;

/** A note of the rehearsal itself: what a twin has not, or not as the live farm has it. */
function isUnknowable({ severity, code }: Rehearsal['diagnostics'][number]): boolean {
  return severity === 'note' && code.startsWith('rehearsal.');
}

/** What it warns of, each with its remedy. */
export function warnedText({ diagnostics }: Diagnosed, screen: Screen): string {
  return diagnosticsText(
    diagnostics.filter((one) => !isUnknowable(one)),
    screen,
  );
}

/** What the rehearsal could not know, and took for granted: short, since it is much the same each night. */
export function unknowableText({ diagnostics }: Diagnosed, screen: Screen): string {
  const notes = new Map<string, string[]>();
  for (const { code, detail } of diagnostics.filter(isUnknowable)) {
    notes.set(code, [...(notes.get(code) ?? []), paragraph('  - ', printable(detail), screen)]);
  }
  if (notes.size === 0) return '';
  return ['What a twin cannot know:', ...[...notes.values()].flatMap((details) => withMore(details, mostNotes))].join(
    '\n',
  );
}
