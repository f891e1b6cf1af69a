import { lostPackages, restingClause } from '../../reconciler/guards/rehearsal-doubt.js';
import { printable } from '../../text/printable.js';
import { type Style, style } from '../../text/screen.js';
import { lasting, sinceStart } from '../../text/time-axis.js';
import { counted, firstOf } from '../../text/words.js';
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
  return [
    ...lostSentences(rehearsal, paint),
    endSentence(rehearsal, paint),
    ...doubtSentences(rehearsal),
    ...capacitySentences(rehearsal, paint),
    ...waitedSentences(rehearsal),
  ];
}

/** How the first sentence is meant: what would fail or be lost, what is in doubt or leaves nobody to work, and what would end well. */
export function toneOf(rehearsal: Rehearsal): 'bad' | 'doubt' | 'good' {
  if (rehearsal.result !== 'done' || lostPackages(rehearsal).length > 0) return 'bad';
  return rehearsal.restsOn.length > 0 || downServices(rehearsal) > 0 || isOutage(rehearsal) ? 'doubt' : 'good';
}

function downServices({ diagnostics }: Rehearsal): number {
  return diagnostics.filter(({ code }) => code === 'rehearsal.service-down').length;
}

/** Whether nobody could take work for some time, and somebody could before. */
export function isOutage({ capacity: { before, lowest } }: Rehearsal): boolean {
  return before > 0 && lowest === 0;
}

/** Packages named in one sentence. */
const named = 3;

/** Steps count for little beside loads that are lost. */
function lostSentences(rehearsal: Rehearsal, paint: Style): readonly string[] {
  const lost = lostPackages(rehearsal);
  if (lost.length === 0) return [];
  const isSure = rehearsal.waitedFor.some(({ outcome }) => outcome === 'cutOff');
  const verb = isSure ? 'would be LOST:' : 'would not be waited for to the end, and may be LOST:';
  return [`${paint.red(`${counted(lost.length, 'package')} ${verb}`)} ${printable(firstOf(lost, named))}.`];
}

/** What happens if that is not so, and how it is tried. */
function doubtSentences({ restsOn, result }: Rehearsal): readonly string[] {
  if (restsOn.length === 0 || result !== 'done') return [];
  const isOne = restsOn.length === 1;
  const isCut = restsOn.some(({ onTimeout }) => onTimeout === 'disable');
  const what = isCut
    ? `${isOne ? 'it is' : 'they are'} cut off then, and lost`
    : `the drain fails, and the worker stays as it is`;
  return [
    `If not, ${what} (policy.drain.onTimeout). To try that: --assume 30m, or as long as ${isOne ? 'it' : 'they'} may still run.`,
  ];
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
    return `${wellText(rehearsal, paint)} ${what}${byHand}, in ${lasting(durationSeconds)}.`;
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

/** How sure it is that it ends well, up to the colon. */
function wellText(rehearsal: Rehearsal, paint: Style): string {
  if (lostPackages(rehearsal).length > 0) return paint.yellow('The steps by themselves:');
  const down = downServices(rehearsal);
  const ifs = [
    ...(rehearsal.restsOn.length === 0 ? [] : [printable(restingClause(rehearsal))]),
    ...(down === 0
      ? []
      : [down === 1 ? 'a service starts that is down now' : `${down} services start that are down now`]),
  ];
  if (ifs.length > 0) return paint.yellow(`It would end well if ${ifs.join(', and if ')}:`);
  return isOutage(rehearsal)
    ? paint.yellow('It would end well, with a time in which nothing can run:')
    : paint.green('It would end well:');
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
  if (lowest === 0) {
    return [
      `${paint.red(`For ${lasting(lowestSeconds)} no worker at all could take work:`)} no package could begin then, from ${sinceStart(lowestFrom)} (${end}).`,
    ];
  }
  const text = `At the lowest ${counted(lowest, 'worker')} could take work, ${when} (${end}).`;
  return [after < before ? paint.yellow(text) : text];
}

function waitedSentences({ waitedFor, result, diagnostics }: Rehearsal): readonly string[] {
  const longest = byLength(waitedFor)[0];
  if (longest === undefined) {
    const isUnseen = diagnostics.some(({ code }) => code === 'rehearsal.work-unseen');
    return result === 'done' ? [`It would wait for no package${isUnseen ? ' that can be seen' : ''}.`] : [];
  }
  const given = waitedFor.filter(({ outcome }) => outcome !== undefined).length;
  const most = `${waitedFor.length === 1 ? 'for' : 'at most'} ${lasting(longest.to - longest.from)}`;
  if (waitedFor.length === 1) {
    return [
      `It would wait for 1 package, ${most}${given === 0 ? '' : ', and not to its end'}.${assumedText(waitedFor)}`,
    ];
  }
  const lost =
    given === 0
      ? ''
      : ` ${given} of them it would not wait for to the end, and ${given === 1 ? 'it would still run' : 'they would still run'}.`;
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
