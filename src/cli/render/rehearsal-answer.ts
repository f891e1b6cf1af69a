import { type Style, style } from '../../text/screen.js';
import { lasting, sinceStart } from '../../text/time-axis.js';
import { counted } from '../../text/words.js';
import type { Rehearsal } from './rehearsal-states.js';

/**
 * What whoever is woken at night asks first, a sentence each: whether it would end well, how long it takes, how few workers
 * could take work and when, and how many packages are waited for.
 */
export function answerSentences(rehearsal: Rehearsal, { colors }: { readonly colors: boolean }): readonly string[] {
  const paint = style(colors);
  if (rehearsal.result === 'unlike') {
    return [paint.red('Nothing was tried: the twin is not as the live farm is in what the plan goes by.')];
  }
  return [endSentence(rehearsal, paint), ...capacitySentences(rehearsal, paint), ...waitedSentences(rehearsal)];
}

/** Whether it would end well, and how long it takes. */
function endSentence(rehearsal: Rehearsal, paint: Style): string {
  const { result, durationSeconds, steps, plan } = rehearsal;
  const own = steps.filter(({ undoes }) => undoes === undefined);
  const count = (outcome: Rehearsal['steps'][number]['outcome']) =>
    own.filter((step) => step.outcome === outcome).length;
  const all = counted(plan.steps, 'step');
  if (result === 'done') {
    const manual = count('manual');
    const byHand = manual === 0 ? '' : plan.steps === 1 ? ', by a person' : `, ${manual} of them by a person`;
    const what = plan.steps === 1 ? 'its one step would be done' : `all ${all} would be done`;
    return `${paint.green('It would end well:')} ${what}${byHand}, in ${lasting(durationSeconds)}.`;
  }
  const [failed, skipped, open] = [count('errored'), count('skipped'), count('unfinished')];
  const undone = steps.filter(({ undoes, outcome }) => undoes !== undefined && outcome !== 'skipped').length;
  const parts = [
    ...(failed > 0 ? [`${failed} would fail`] : []),
    ...(open > 0 ? [`${open} would not come to an end`] : []),
    ...(skipped > 0 ? [`${skipped} would not be begun`] : []),
    ...(undone > 0 ? [`${counted(undone, 'step')} would take back what was done`] : []),
  ];
  const of = parts.length === 0 ? openText(all) : `of ${all} ${parts.join(', ')}`;
  if (result === 'unfinished') {
    return `${paint.red('It would not come to an end')} within ${lasting(durationSeconds)}: ${of}.`;
  }
  return `${paint.red('It would not end well:')} ${of}. It ends after ${lasting(durationSeconds)}.`;
}

/** No step would fail, and yet an apply would end with 6. */
function openText(all: string): string {
  return `all ${all} would be done, and yet a part of the topology could not be compared (marked ? in the plan)`;
}

/** The lowest number of workers that could take work: what whoever is responsible for the loads asks first. */
function capacitySentences({ capacity }: Rehearsal, paint: Style): readonly string[] {
  const { before, lowest, lowestFrom, lowestSeconds, after } = capacity;
  const when = `from ${sinceStart(lowestFrom)}, for ${lasting(lowestSeconds)} in all`;
  const end = `${before} before, ${after} after`;
  if (before === 0) {
    return [
      `${paint.yellow('No worker can take work now;')} ${after === 0 ? 'none could afterwards' : `${after} could afterwards`}.`,
    ];
  }
  if (lowest >= before) return [`At no time could fewer workers take work than now (${end}).`];
  if (lowest === 0) return [`${paint.red('No worker at all could take work')} ${when} (${end}).`];
  const text = `At the lowest ${counted(lowest, 'worker')} could take work, ${when} (${end}).`;
  return [after < before ? paint.yellow(text) : text];
}

function waitedSentences({ waitedFor, result, diagnostics }: Rehearsal): readonly string[] {
  const longest = byLength(waitedFor)[0];
  if (longest === undefined) {
    const isUnseen = diagnostics.some(({ code }) => code === 'rehearsal.work-unseen');
    return result === 'done' ? [`It would wait for no package${isUnseen ? ' that can be seen' : ''}.`] : [];
  }
  const given = waitedFor.filter(({ outcome }) => outcome === 'givenUp').length;
  const most = `${waitedFor.length === 1 ? 'for' : 'at most'} ${lasting(longest.to - longest.from)}`;
  if (waitedFor.length === 1) {
    return [
      `It would wait for 1 package, ${most}${given === 0 ? '' : ', and not to its end'}.${assumedText(waitedFor)}`,
    ];
  }
  const lost = given === 0 ? '' : ` ${given} of them it would not wait for to the end.`;
  return [`It would wait for ${counted(waitedFor.length, 'package')}, ${most}.${lost}${assumedText(waitedFor)}`];
}

/** Whether it ends well may hang on a time that nobody knows: where drains are short, less is assumed. */
function assumedText(waitedFor: readonly Waited[]): string {
  const assumed = waitedFor.filter(({ basis }) => basis === 'assumed').length;
  if (assumed === 0) return '';
  const runs = assumed === 1 ? 'runs' : 'run';
  const who = waitedFor.length === 1 ? 'it' : assumed === waitedFor.length ? 'they' : `${assumed} of them`;
  return ` How long ${who} still ${runs} is not known: that was assumed.`;
}

type Waited = Rehearsal['waitedFor'][number];

/** What was waited for the longest comes first. */
export function byLength(waited: readonly Waited[]): readonly Waited[] {
  return waited.toSorted((one, other) => other.to - other.from - (one.to - one.from));
}
