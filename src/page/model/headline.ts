import type { FleetHealth } from '../../reconciler/diagnosis/health.js';
import { sentence } from '../../reconciler/diagnosis/part-health.js';
import { commandLine, type GivenWords, withGivenWords } from '../../text/given-words.js';
import { moment } from '../../text/times.js';
import { counted, firstOf } from '../../text/words.js';
import type { FindingDetail } from '../wire/details.js';
import type { Head, Headline, Told, WaitingLine } from '../wire/head.js';
import { isOpen } from './findings.js';
import { isDifference, type Look } from './look.js';
import type { LoopNews } from './loop-news.js';
import { applyTarget } from './plan-detail.js';

export interface HeadlineParts {
  /** Undefined: nothing has been seen yet. */
  readonly look: Look | undefined;
  readonly news: LoopNews;
  readonly sync: Head['sync'];
  /** The worst first; those that somebody knows of come last. */
  readonly findings: readonly FindingDetail[];
  readonly waiting: readonly WaitingLine[];
  readonly given: GivenWords;
}

/**
 * The one sentence that answers whether it is all right, with its cause and what mends it; null where all is well. What keeps
 * packages from running comes before what differs, and what nobody could see before both.
 */
export function headlineOf(parts: HeadlineParts): Headline | null {
  const { look, news, sync, waiting, given } = parts;
  const findings = parts.findings.filter(isOpen);
  const { trouble, badFile, failure } = news;
  if (trouble !== null) return troubled({ ...trouble, remedy: withGivenWords(trouble.remedy, given) }, look);
  if (look === undefined) {
    return badFile.length === 0 ? notYet : fileBad(badFile, 'bad', 'nothing is watched', given);
  }
  const { health } = look;
  if (health.state !== 'healthy') return unhealthy(health, parts.findings, given);
  if (badFile.length > 0) return fileBad(badFile, 'warn', 'the last good one is kept to', given);
  if (failure !== null) return failed({ ...failure, remedy: withGivenWords(failure.remedy, given) });
  const [worst] = findings.filter(({ severity }) => severity === 'error');
  if (worst !== undefined) {
    return { mark: 'warn', text: sentence(worst.summary), why: because(worst), command: worst.command };
  }
  if (!look.plan.applyable) return refused(look);
  const [approval] = waiting.filter(({ approvedBy }) => approvedBy === null);
  if (approval !== undefined) return awaited(approval, look);
  return differing(look, sync, { leader: news.leader, waiting });
}

const notYet: Headline = {
  mark: 'unknown',
  text: 'Not known yet',
  why: 'It has not been looked at yet.',
  command: null,
};

/** It was seen how things are; what was to be done, or to be written down, could not be. */
function failed({ summary, detail, remedy }: Told): Headline {
  const text = `The watch could not go on: ${summary.charAt(0).toLowerCase()}${summary.slice(1)}`;
  return { mark: 'warn', text, why: `${sentence(detail)} ${sentence(remedy)}`, command: null };
}

function troubled({ summary, detail, remedy }: NonNullable<Head['trouble']>, look: Look | undefined): Headline {
  const shown = look === undefined ? '' : ' What is shown below is of the last look that saw something.';
  return {
    mark: 'unknown',
    text: `Not known: ${summary.charAt(0).toLowerCase()}${summary.slice(1)}`,
    why: `${sentence(detail)} ${sentence(remedy)}${shown}`,
    command: null,
  };
}

function fileBad(badFile: Head['badFile'], mark: 'bad' | 'warn', follows: string, given: GivenWords): Headline {
  const [first] = badFile;
  const more = badFile.length > 1 ? ` (and ${counted(badFile.length - 1, 'problem')} more)` : '';
  return {
    mark,
    text: `The topology's file is not good: ${follows}`,
    why: first === undefined ? '' : `${first.summary}: ${sentence(first.detail)}${more}`,
    command: commandLine('validate', given),
  };
}

const heads = {
  degraded: { mark: 'warn', word: 'Degraded' },
  down: { mark: 'bad', word: 'Down' },
  unknown: { mark: 'unknown', word: 'Not known' },
} as const;

/** What is wrong in a few words; beneath it who and since when, the rest, and the worst cause that was found. */
function unhealthy(
  { state, reason = '', brief }: FleetHealth,
  findings: readonly FindingDetail[],
  given: GivenWords,
): Headline {
  const { mark, word } = heads[state === 'healthy' ? 'unknown' : state];
  const [first = '', ...others] = reason.replace(/\.$/, '').split('; ');
  const rest = brief?.more ?? others.join('; ');
  const open = findings.filter(isOpen);
  // One that somebody knows of is the cause all the same, where there is no other.
  const cause = open.find(({ severity }) => severity === 'error') ?? open[0] ?? findings[0];
  const known = cause?.acknowledged ?? null;
  const why = [
    ...(rest === '' ? [] : [sentence(rest)]),
    ...(cause === undefined ? [] : [sentence(cause.summary), because(cause)]),
    ...(known === null ? [] : [`Acknowledged by ${known.who} until ${moment(known.until)}: ${sentence(known.reason)}`]),
    // The cause may lie where a watch does not look: a log, an account, a port.
    `${commandLine('doctor', given)} looks at more.`,
  ];
  const text = `${word}: ${brief?.text ?? lower(first)}`;
  return { mark, text, why: onceEach(why.join(' ')), command: cause?.command ?? null };
}

/** What is found at a part and what follows from it are often told in the same words: each sentence is said once. */
function onceEach(text: string): string {
  return [...new Set(text.split(/(?<=[.!?]) (?=\S)/))].join(' ');
}

/** `Nothing`, `Whether` and numbers go on in a sentence; names of machines stay as they are. */
function lower(text: string): string {
  return /^(?:Nothing|Whether|The|It|Faults)\b/.test(text) ? `${text.charAt(0).toLowerCase()}${text.slice(1)}` : text;
}

/** The remedy too where there is a command: what a person does comes before it, or in its place. */
function because({ cause, remedy }: FindingDetail): string {
  return `${sentence(cause)} ${sentence(remedy)}`;
}

/** `rehearsal`: it is approved with the document of one. */
export function approveCommand(fingerprint: string, rehearsal: boolean, given: GivenWords): string {
  return `${commandLine(`approve ${fingerprint.slice(0, 12)}`, given)}${rehearsal ? ' --rehearsal rehearsal.json' : ''}`;
}

/** Nothing is carried out of such a plan, and what differs may be of another topology. */
function refused({ plan, given }: Look): Headline {
  const why = plan.diagnostics.find(({ severity }) => severity === 'error');
  const { summary = '', detail = '', remedy = '' } = why ?? {};
  return {
    mark: 'warn',
    text: `A guard refuses the plan: ${summary.charAt(0).toLowerCase()}${summary.slice(1)}`,
    why: `${sentence(detail)} ${withGivenWords(remedy, given)}`.trim(),
    command: commandLine('plan', given),
  };
}

/** What a destructive plan removes or disables has to be read: its command is none that a hurried hand copies. */
function awaited(
  { fingerprint, what, rehearsal, destructive, command }: Awaited,
  { plan, heldBy, given }: Look,
): Headline {
  const asked = plan.changes.filter(({ id }) => heldBy.get(id)?.by === 'approval');
  const danger = destructive === false ? '' : dangerOf(asked);
  const unread = destructive === null ? ' Whether it removes a worker is not known here.' : '';
  const mustRead = destructive !== false ? ` Read it before you approve ${fingerprint.slice(0, 12)}.` : '';
  return {
    mark: 'warn',
    text: destructive === true ? 'A destructive plan waits for an approval' : 'A plan waits for an approval',
    why: `It changes ${what}.${danger}${unread}${mustRead}${rehearsal ? ' It has to be rehearsed first.' : ''}`,
    command: rehearsal ? commandLine('rehearse', given) : mustRead === '' ? command : commandLine('plan', given),
  };
}

type Awaited = Pick<WaitingLine, 'fingerprint' | 'what' | 'rehearsal' | 'destructive' | 'command'>;

/** A sentence, with a blank before it; empty: nothing of it is destructive. */
function dangerOf(changes: Look['plan']['changes']): string {
  const destructive = changes.filter(({ risk }) => risk === 'destructive');
  if (destructive.length === 0) return '';
  const removed = destructive.filter(({ action }) => action === 'remove').map(({ id }) => id);
  const others = destructive.filter(({ action }) => action !== 'remove').map(({ id }) => id);
  const removes = removed.length === 0 ? '' : `: it removes ${firstOf(removed, 3)}`;
  return ` It is destructive${removes}.${others.length === 0 ? '' : ` Packages may be lost or have no worker: ${firstOf(others, 3)}.`}`;
}

/** What a watch makes by itself, now or in its window, and what somebody has suspended, needs nobody. */
const needsNobody: ReadonlySet<string> = new Set(['window', 'suspension']);

function differing(
  look: Look,
  sync: Head['sync'],
  { leader, waiting }: { readonly leader: LoopNews['leader']; readonly waiting: readonly WaitingLine[] },
): Headline | null {
  const { plan, heldBy, given, mode } = look;
  if (sync.state === 'same') return null;
  // The one that leads makes it so.
  const isOthers = (reason: string) => leader?.leads === false && reason === (leader.detail ?? 'another replica leads');
  const open = plan.changes.filter((change) => {
    const held = heldBy.get(change.id);
    return isDifference(change) && !(held !== undefined && (needsNobody.has(held.by) || isOthers(held.reason)));
  });
  if (open.length === 0 && sync.state === 'held') return null;
  if (sync.state === 'unknown') {
    return {
      mark: 'unknown',
      text: `Not compared as a whole: ${sync.text.replace(/\.$/, '')}`,
      why: whyOf(open),
      command: null,
    };
  }
  const asked = open.filter(({ id }) => heldBy.get(id)?.by === 'approval');
  if (asked.length > 0) return unnoted(asked, look, waiting);
  const byItself = mode === 'safe' || mode === 'full';
  if (open.every(({ id }) => !heldBy.has(id)) && byItself) return null;
  const [first, ...others] = open;
  // What a guard refuses no apply makes: the plan says what to do.
  const isRefused = open.every(({ id }) => heldBy.get(id)?.by === 'guard');
  const apply = first === undefined || others.length > 0 ? commandLine('apply', given) : applyTarget(first.id, given);
  const danger = dangerOf(open);
  const command = isRefused || danger !== '' ? commandLine('plan', given) : apply;
  const told = sync.text.replace(/\.$/, '');
  // In the words of the card beneath it, which says it of the same changes.
  const text = sync.state === 'held' ? `Held back: ${told.replace(/, (?:all )?held(?=$|:)/, '')}` : `Differs: ${told}`;
  return { mark: 'warn', text, why: `${whyOf(open)}${danger}`, command };
}

/** A plan that this watch holds until it is approved, before its note is seen; null: it is approved, and this look did not know. */
function unnoted(asked: Look['plan']['changes'], look: Look, waiting: readonly WaitingLine[]): Headline | null {
  const reasons = asked.map(({ id }) => look.heldBy.get(id)?.reason ?? '');
  const fingerprint = reasons.flatMap((reason) => /\b[0-9a-f]{64}\b/.exec(reason) ?? [])[0] ?? look.plan.fingerprint;
  if (waiting.some((one) => one.fingerprint === fingerprint && one.approvedBy !== null)) return null;
  const what = firstOf(
    asked.map(({ id }) => id),
    3,
  );
  const destructive = asked.some(({ risk }) => risk === 'destructive');
  const rehearsal = reasons.some((one) => one.includes('it needs a rehearsal'));
  const command = approveCommand(fingerprint, rehearsal, look.given);
  return awaited({ fingerprint, what, destructive, rehearsal, command }, look);
}

function whyOf(changes: Look['plan']['changes']): string {
  if (changes.length === 0) return '';
  const [first] = changes;
  if (changes.length === 1 && first !== undefined) return `${first.id}: ${sentence(first.reason)}`;
  return `${firstOf(
    changes.map(({ id }) => id),
    5,
  )}.`;
}
