import type { Head, WaitingLine } from '../../wire/head.js';

/*
 * What becomes of a plan that somebody has approved, by what is known of the watch that serves the page: another one may be meant
 * to carry it out, and an approval is of one plan alone.
 */

/** A sentence; `head` null: nothing is known of the watch. */
export function approvedWords(
  { fingerprint }: Pick<WaitingLine, 'fingerprint'>,
  head: Pick<Head, 'mode' | 'approve' | 'changes'> | null | undefined,
): string {
  if (head === null || head === undefined) return 'Whether a watch carries it out is not known here.';
  const { mode, approve, changes } = head;
  if (mode === 'looks') return 'What serves this page only looks: a watch with --approve carries it out.';
  if (mode === 'observe') return 'This watch only observes: it does not carry it out.';
  if (!approve) return 'This watch does not go by approvals: another one, with --approve, carries it out.';
  if (changes.fingerprint !== null && changes.fingerprint !== fingerprint) {
    return 'The plan that is shown is another one: this approval does nothing for it.';
  }
  return 'The watch carries it out as soon as it may.';
}
