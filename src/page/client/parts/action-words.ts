import type { FindingLine, Head, SuspensionLine, WaitingLine } from '../../wire/head.js';
import type { ActionName } from '../../wire/session.js';

// What each action is called, and what follows from it: all of it, before somebody presses the button.

/** What a button asks for. `look` is done at once, and asks nothing. */
export type Asking =
  | { readonly action: 'approve'; readonly waiting: WaitingLine }
  | { readonly action: 'withdraw'; readonly waiting: WaitingLine }
  | { readonly action: 'suspend'; readonly target: string | undefined }
  | { readonly action: 'resume'; readonly suspension: Pick<SuspensionLine, 'target' | 'reason' | 'who'> }
  | { readonly action: 'acknowledge'; readonly finding: Pick<FindingLine, 'id' | 'target' | 'summary'> }
  | { readonly action: 'unacknowledge'; readonly finding: Pick<FindingLine, 'id' | 'target' | 'summary'> }
  | { readonly action: 'drain' | 'undrain'; readonly target: string };

export const verbs: Readonly<Record<ActionName, string>> = {
  approve: 'Approve',
  withdraw: 'Withdraw',
  suspend: 'Suspend',
  resume: 'Resume',
  look: 'Look again now',
  acknowledge: 'Acknowledge',
  unacknowledge: 'Count it again',
  drain: 'Drain',
  undrain: 'Bring back',
};

const wholeTopology = 'the whole topology';

export function titleOf(asking: Asking): string {
  switch (asking.action) {
    case 'approve':
      return `Approve plan ${asking.waiting.fingerprint.slice(0, 8)}`;
    case 'withdraw':
      return `Withdraw the approval of plan ${asking.waiting.fingerprint.slice(0, 8)}`;
    case 'suspend':
      return `Suspend ${asking.target ?? wholeTopology}`;
    case 'resume':
      return `Resume ${asking.suspension.target ?? wholeTopology}`;
    case 'acknowledge':
      return 'Acknowledge a finding';
    case 'unacknowledge':
      return 'Count a finding again';
    case 'drain':
      return `Drain ${asking.target}`;
    case 'undrain':
      return `Bring ${asking.target} back`;
  }
}

/** Sentences. */
export function consequencesOf(asking: Asking): readonly string[] {
  switch (asking.action) {
    case 'approve':
      return [
        'The watch carries out exactly this plan, once, as soon as its windows and suspensions let it. Nobody is asked again.',
        'The approval ends after 7 days. If the topology or its file changes before, the plan is another one, and waits anew.',
      ];
    case 'withdraw':
      return [
        'The watch does not carry out this plan until somebody approves it again.',
        'Steps that were begun already are not taken back.',
      ];
    case 'suspend':
      return [
        `The watch, and an apply by hand, leave ${asking.target ?? wholeTopology} alone until then. What differs stays as it is, and is shown as held.`,
        asking.target === undefined
          ? 'Workers go on with their packages and take new ones. No expired certificate is renewed meanwhile.'
          : 'The worker goes on with its packages and takes new ones: to empty it, drain it.',
      ];
    case 'resume':
      return [
        'The suspension ends. What differs is carried out with the next looks, by the mode, the windows and the approvals of this watch.',
      ];
    case 'acknowledge':
      return [
        'Until then it is not counted as an error or a warning, and stands in a group of its own with your name and reason.',
        'This mends nothing. When the time is over it counts again.',
      ];
    case 'unacknowledge':
      return ['It is counted as an error or a warning again from now on.'];
    case 'drain':
      return [
        'The watch waits until the worker runs nothing, and disables it then. Until then it may still be given new packages. No package is stopped, unless policy.drain.onTimeout of the topology says so.',
        'It stays disabled until somebody brings it back, or until the time is over: the watch brings it back then. Meanwhile the other workers take its packages.',
        'The file of the topology is not changed. A maintenance goes ahead of windows and of suspensions.',
      ];
    case 'undrain':
      return [
        'The maintenance ends. The worker becomes what the topology says of it, and takes packages again if it is enabled there.',
        'What else differs of this worker is carried out as well.',
      ];
  }
}

/** Where it shows whether something was done of which no answer came. */
export function whereToLook(asking: Asking): string {
  switch (asking.action) {
    case 'approve':
    case 'withdraw':
      return 'Look at the waiting plans of the view Plan before you ask again.';
    case 'acknowledge':
    case 'unacknowledge':
      return 'Look at the view Findings before you ask again.';
    case 'suspend':
    case 'resume':
    case 'drain':
    case 'undrain':
      return "Look at the worker's page, and at the view History, before you ask again.";
  }
}

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
