import { readApprovals } from '../../reconciler/hold/notes.js';
import { readWaiting } from '../../reconciler/hold/waiting.js';
import { readAcknowledgements } from '../../reconciler/view/acknowledgements.js';
import { endWords, readSuspensions } from '../../reconciler/view/suspensions.js';
import type { GivenWords } from '../../text/given-words.js';
import { catalogText, counted, firstOf } from '../../text/words.js';
import type { ChangeCounts, Detail, Head, SuspensionLine, WaitingLine } from '../wire/head.js';
import { certificateLines } from './certificates.js';
import { type Found, headFindings } from './findings.js';
import { approveCommand, headlineOf } from './headline.js';
import type { Look, PageMode } from './look.js';
import { type LoopNews, shownProgress } from './loop-news.js';
import { heldLine } from './plan-detail.js';
import { shownText, shownTexts } from './shown-text.js';
import { changeCounts, syncOf } from './sync.js';
import type { ShownWorker } from './workers.js';

export interface HeadParts {
  readonly name: string;
  readonly news: LoopNews;
  readonly mode: PageMode;
  readonly approve: boolean;
  /** Milliseconds between two looks. */
  readonly interval: number;
  readonly given: GivenWords;
  /** The last one; undefined: nothing has been seen yet. */
  readonly seen: { readonly look: Look; readonly workers: readonly ShownWorker[]; readonly found: Found } | undefined;
  readonly applies: Head['applies'];
  readonly pending: Head['pending'];
  /** Sentences of what could not be seen besides. */
  readonly unseen: readonly string[];
  readonly versions: Readonly<Record<Detail, string>>;
}

/** What is shown whatever view is open. */
export function headOf(parts: HeadParts): Head {
  const { name, news, mode, approve, interval, given, seen, applies, pending, unseen, versions } = parts;
  const { trouble, badFile } = news;
  const look = seen?.look;
  const sync = syncNow(look, news);
  const waiting = look === undefined ? [] : waitingLines(look);
  const headline = headlineOf({
    look,
    news,
    sync,
    findings: seen?.found.findings ?? [],
    waiting,
    given,
  });
  const head = {
    file: news.file,
    ...serverOf(look),
    mode,
    approve,
    leader: mode === 'looks' ? null : news.leader,
    interval: interval / 1000,
    lookedAt: look === undefined ? null : new Date(look.at).toISOString(),
    isLooking: news.isLooking,
    trouble,
    badFile,
    health: healthNow(look, news),
    sync,
    headline,
    counts: countsOf(seen?.workers ?? []),
    changes: look === undefined ? noChanges : changeCounts(look),
    held: { first: (look?.held ?? []).slice(0, 20).map(heldLine), total: look?.held.length ?? 0 },
    waiting,
    suspensions: look === undefined ? [] : suspensionLines(look),
    certificates: seen === undefined ? [] : certificateLines(seen.look, seen.workers),
    applies,
    pending,
    unseen: [...hiddenWorkers(trouble), ...(look === undefined ? [] : unseenOf(look)), ...unseen],
    apply: shownProgress(news, look === undefined ? 0 : stepsNow(look)),
  };
  const findings = seen === undefined ? noFindings : headFindings(seen.found);
  // They are shown already, and names are asked for by.
  return { name, ...shownTexts(head), findings, versions };
}

const noFindings: Head['findings'] = { first: [], errors: 0, warnings: 0, acknowledged: 0 };

const noChanges: ChangeCounts = {
  add: 0,
  update: 0,
  remove: 0,
  manual: 0,
  unknown: 0,
  unmanaged: 0,
  fingerprint: null,
};

function serverOf(look: Look | undefined): Pick<Head, 'catalog' | 'productVersion' | 'edition' | 'login'> {
  if (look === undefined) return { catalog: '', productVersion: '', edition: '', login: '' };
  const { catalog } = look.status;
  const { productVersion, edition, login } = catalog;
  return { catalog: catalogText(catalog), productVersion, edition, login };
}

/** What was seen before a look that failed says nothing of now. */
function healthNow(look: Look | undefined, { trouble, badFile }: LoopNews): Head['health'] {
  if (trouble !== null) {
    return { state: 'unknown', reason: `It could not be looked at: ${trouble.detail}`, since: trouble.since };
  }
  if (look === undefined) {
    const reason =
      badFile.length === 0 ? 'It has not been looked at yet.' : 'Its file is not good: nothing is looked at.';
    return { state: 'unknown', reason, since: null };
  }
  const { state, reason = null, since = null } = look.health;
  return { state, reason, since };
}

function syncNow(look: Look | undefined, { trouble, badFile }: LoopNews): Head['sync'] {
  if (trouble !== null) return { state: 'unknown', text: 'It could not be compared: the last look failed.' };
  if (look === undefined) return { state: 'unknown', text: 'It has not been compared yet.' };
  const sync = syncOf(look);
  if (badFile.length === 0) return sync;
  // What the file of now asks for nobody can tell.
  const state = sync.state === 'same' ? 'unknown' : sync.state;
  const text =
    sync.state === 'same' ? 'Everything is as the last good file says.' : `By the last good file: ${sync.text}`;
  return { state, text: `${text} The file of now is wrong.` };
}

/** Of rows that were left behind nobody waits. */
function countsOf(workers: readonly ShownWorker[]): Head['counts'] {
  const counts = { ok: 0, warn: 0, bad: 0, off: 0, unknown: 0, enabled: 0, online: 0 };
  for (const { fare, status } of workers) {
    counts[fare.mark] += 1;
    if (status.enabled !== true || status.standing === 'stale') continue;
    counts.enabled += 1;
    if (status.online === true) counts.online += 1;
  }
  return counts;
}

/** Steps that are not held back: those of an apply that is under way. */
function stepsNow({ plan, heldBy }: Look): number {
  return plan.steps.filter(({ target }) => !heldBy.has(target)).length;
}

/**
 * The plans that wait, by what this look decided where it holds something until it is approved: the note in the catalog is written
 * after that, so that the look still shows the plan of before. An approval that stands is shown whatever it is of.
 */
function waitingLines({ status, plan, held, given, observation }: Look): readonly WaitingLine[] {
  const risks = new Map(plan.changes.map(({ id, risk }) => [id, risk]));
  const noted = status.waiting ?? [];
  const asked = held.filter(({ by }) => by === 'approval');
  const decided = asked.flatMap(({ reason }) => /\b[0-9a-f]{64}\b/.exec(reason) ?? [])[0];
  const ids = asked.map(({ id }) => id);
  const current =
    decided === undefined || noted.some(({ fingerprint }) => fingerprint === decided)
      ? []
      : [
          {
            fingerprint: decided,
            since: observation.catalog.observedAt,
            what: firstOf(ids, 3),
            ...(asked.some(({ reason }) => reason.includes('it needs a rehearsal'))
              ? { rehearsal: true as const }
              : {}),
          },
        ];
  const kept = noted.filter(
    ({ fingerprint, approvedBy }) => decided === undefined || approvedBy !== undefined || fingerprint === decided,
  );
  const lines: NonNullable<typeof status.waiting>[number][] = [
    ...current.map((one) => ({ ...one, said: one.since })),
    ...kept,
  ];
  return lines.map(({ fingerprint, since, what, approvedBy = null, rehearsal = false }) => {
    const isShown = fingerprint === decided || fingerprint === plan.fingerprint;
    const own = fingerprint === decided ? ids : [...risks.keys()];
    const destructive = isShown ? own.some((id) => risks.get(id) === 'destructive') : null;
    const command = approveCommand(fingerprint, rehearsal, given);
    return { fingerprint, since, what, approvedBy, rehearsal, destructive, command };
  });
}

function suspensionLines({ status, topology }: Look): readonly SuspensionLine[] {
  const plain = (status.suspensions ?? []).filter(
    (one) => one.drained === undefined && one.topology.toUpperCase() === topology.name.toUpperCase(),
  );
  const lines = [...plain.map((one) => ({ ...one, state: null })), ...(status.maintenances ?? [])];
  return lines.map(({ target, reason, who, since, until, drained, state }) => ({
    target: target ?? null,
    reason,
    who,
    since,
    until: until ?? null,
    lasts: until === undefined && drained !== undefined ? (endWords({ drained }) ?? null) : null,
    maintenance: state,
  }));
}

/** Machines that are named in one sentence. */
const named = 5;

/** Who may not see the workers is shown none, and must not take that for a farm without any. */
function hiddenWorkers(trouble: Head['trouble']): readonly string[] {
  return trouble?.code === 'catalog.no-rights' ? [`The workers are not shown: ${trouble.detail}`] : [];
}

/** What could not be looked at, so that nobody takes it for empty or for well. */
function unseenOf({ observation, fleet }: Look): readonly string[] {
  const { catalog, machines } = observation;
  const { notes, busy } = catalog;
  const unreached = [...fleet.workers, ...fleet.leaving, ...fleet.master.nodes].flatMap((one) => {
    const { reachability } = one;
    return reachability.state === 'unreached' ? ['worker' in one ? one.worker.machine : one.name] : [];
  });
  const names = [...new Set(unreached)];
  const [first = ''] = names;
  const seen = machines.get(first.toUpperCase());
  const reason = seen?.known === false ? `: ${seen.reason}` : '';
  return [
    ...(names.length === 1 ? [`The machine ${first} could not be looked at${reason}.`] : []),
    ...(names.length > 1
      ? [`${counted(names.length, 'machine')} could not be looked at: ${firstOf(names, named)}. Of ${first}${reason}.`]
      : []),
    ...(busy.known ? [] : [`What the workers run is not shown: ${busy.reason}.`]),
    ...notesUnseen(notes),
  ].map((text) => text.replace(/\.\.$/, '.'));
}

function notesUnseen(notes: Look['observation']['catalog']['notes']): readonly string[] {
  if (!notes.known) return [`Suspensions, approvals and acknowledgements are not shown: ${notes.reason}.`];
  return [readSuspensions(notes), readApprovals(notes), readWaiting(notes), readAcknowledgements(notes)].flatMap(
    (read) => (read.known ? [] : [`${shownText(read.reason).replace(/^the/, 'The')}.`]),
  );
}
