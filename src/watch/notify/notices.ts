import type { Diagnostic } from '../../errors/errors.js';
import type { HealthState } from '../../reconciler/diagnosis/part-health.js';
import type { HeldChange } from '../../reconciler/hold/hold.js';
import { moment } from '../../text/times.js';
import { counted } from '../../text/words.js';
import type { NotifyKind } from '../../topology/topology.js';
import { conditionKey } from '../fleet-condition.js';
import { scrub } from '../log/line-writer.js';
import { withoutMoments } from '../log/repeats.js';
import type { ReconcileResult, WatchEvent } from '../watch-event.js';
import { certificateLine, certificateNews, certificateTitle, unhealthyLines } from './condition-notices.js';
import { type Matter, once, unwell } from './once.js';

export interface NoticeOptions {
  /** Unix milliseconds. */
  readonly now: () => number;
  /** Milliseconds of a clock that never goes back. */
  readonly clock: () => number;
  /** A UUID. */
  readonly id: () => string;
}

/** The most entries of each list. */
const most = 20;

/** Finds in the events of one loop what a person should be told of. A standby tells nothing: the leader does. Where nobody is known to lead, each tells. */
export function notices({ now, clock, id }: NoticeOptions): (event: WatchEvent) => readonly Notice[] {
  const subjects = once(clock);
  const ending = certificateNews();
  const during: NoticeDiagnostic[] = [];
  let isStandby = false;
  /** Nobody is known to lead, and whether a failure was told of in such a time. */
  let isAlone = false;
  let isToldAlone = false;
  let isUnwellTold = false;

  const notice = (topology: string, kind: NotifyKind, title: string, more: About): Notice => {
    const at = new Date(now()).toISOString();
    const { lines = [], changes = [], held = [], diagnostics = [], health, ends } = more;
    const lists = {
      lines: lines.slice(0, most),
      changes: changes.slice(0, most),
      held: held.slice(0, most),
      diagnostics: diagnostics.slice(0, most),
    };
    return {
      id: id(),
      kind,
      topology,
      at,
      ...(health === undefined ? {} : { health }),
      ...(ends === undefined ? {} : { ends }),
      ...(scrub({ title: `${topology}: ${title}`, ...lists }) as typeof lists & { title: string }),
    };
  };
  const forget = () => {
    subjects.clearAll();
    ending.clear();
    isUnwellTold = false;
    isToldAlone = false;
  };
  const recovered = (topology: string, matter: Matter, title: string, health?: HealthState): readonly Notice[] =>
    subjects.clear(matter)
      ? [notice(topology, 'recovery', title, { ends: 'failure', ...(health === undefined ? {} : { health }) })]
      : [];
  const raised = (matter: Matter, what: unknown, make: () => Notice): readonly Notice[] => {
    if (Array.isArray(what) && what.length === 0) subjects.clear(matter);
    else if (subjects.raise(matter, what)) return [make()];
    return [];
  };

  /** What only ends soon is told by the certificates alone. */
  const condition = (topology: string, { condition }: ReconcileResult): readonly Notice[] => {
    const { state, reason, isAmiss } = condition.health;
    const now = isAmiss && state !== 'healthy' ? state : undefined;
    for (const matter of unwell) if (matter !== now) subjects.clear(matter);
    if (now !== undefined) {
      const found = raised(now, [conditionKey(condition)], () =>
        notice(topology, 'unhealthy', `${now}: ${reason ?? ''}`, { health: state, lines: unhealthyLines(condition) }),
      );
      isUnwellTold ||= found.length > 0;
      return found;
    }
    if (!isUnwellTold) return [];
    isUnwellTold = false;
    const title = state === 'healthy' ? 'healthy again' : 'master and workers work again';
    const lines = reason === undefined ? [] : [reason];
    return [notice(topology, 'recovery', title, { health: state, ends: 'unhealthy', lines })];
  };
  const certificates = (topology: string, { condition }: ReconcileResult): readonly Notice[] => {
    const news = ending.of(condition.health.certificates);
    if (news.length === 0) return [];
    const about = { health: condition.health.state, lines: news.map(certificateLine) };
    return [notice(topology, 'certificate', certificateTitle(news), about)];
  };

  const run = (topology: string, result: ReconcileResult): readonly Notice[] => {
    const failed = [
      ...during.splice(0),
      ...result.diagnostics.filter(({ severity }) => severity === 'error').map(shown),
    ];
    const isFailure = result.result === 'failed' || result.result === 'partial';
    const { state: health } = result.condition.health;
    // Alone it would sound as if all were well.
    const stillUnwell = health === 'healthy' ? '' : `; health: ${health}`;
    const what = { result: result.result, of: failed.map(({ code, detail }) => [code, withoutMoments(detail)]) };
    const ofFailure = () =>
      raised('run', what, () =>
        notice(topology, 'failure', failureTitle(result), { health, diagnostics: failed, lines: failed.map(lineOf) }),
      );
    const ofSuccess = () =>
      // Whoever told it to end knows.
      result.result === 'interrupted'
        ? []
        : recovered(topology, 'run', `reconciling works again${stillUnwell}`, health);
    const ofRun = isFailure ? ofFailure() : ofSuccess();
    if (result.plan === undefined) return ofRun;
    const ofCondition = [...condition(topology, result), ...certificates(topology, result)];
    const changes = result.plan.changes.filter(({ action }) => action !== 'unmanaged');
    // What a person has just written into the file is no drift, once it is done.
    const isWish = result.reasons.includes('file') && result.result === 'applied' && result.held.length === 0;
    const drift = isWish ? [] : changes.map(({ id: target, action, fields }) => [target, action, fields]);
    const waiting = heldBy(result, 'approval');
    const shut = heldBy(result, 'window');
    return [
      ...ofRun,
      ...ofCondition,
      ...raised('drift', drift, () =>
        notice(topology, 'drift', driftTitle(changes, result), {
          changes: changes.map(shownChange),
          held: result.held,
          lines: changes.map(changeLine),
        }),
      ),
      ...raised('approval', [...new Set(waiting.map(({ reason }) => reason))], () =>
        notice(topology, 'approval', `${counted(waiting.length, 'change')} to be approved`, {
          held: waiting,
          lines: waiting.map(heldLine),
        }),
      ),
      ...raised(
        'window',
        shut.map(({ id: target, until }) => [target, until]),
        () =>
          notice(topology, 'window', `${counted(shut.length, 'change')} held back by a window${untilText(shut)}`, {
            held: shut,
            lines: shut.map(heldLine),
          }),
      ),
    ];
  };

  return (event) => {
    const { topology } = event;
    switch (event.type) {
      case 'leading': {
        isStandby = event.isLed === true;
        isAlone = !isStandby && !event.isLeader;
        if (!isStandby) return [];
        const over = isToldAlone ? recovered(topology, 'run', 'another replica leads') : [];
        forget();
        return over;
      }
      case 'topology_loaded':
        return recovered(topology, 'file', 'the topology file is good again');
      case 'topology_bad': {
        if (isStandby) return [];
        const found = event.diagnostics.map(shown);
        const what = { of: found.map(({ code, detail }) => [code, detail]) };
        return raised('file', what, () =>
          notice(topology, 'failure', 'the topology file is bad; the last good one is kept to', {
            diagnostics: found,
            lines: found.map(lineOf),
          }),
        );
      }
      case 'watch_stuck':
        if (isStandby) return [];
        return raised('run', { stuck: true }, () => notice(topology, 'failure', 'the watch makes no progress', {}));
      case 'reconcile_started':
        during.length = 0;
        return [];
      case 'apply_event':
        if (event.event.type === 'step_errored') during.push(shown(event.event.diagnostic));
        return [];
      case 'reconciled':
        if (isStandby) return [];
        isToldAlone = isAlone && (isToldAlone || event.result.result === 'failed');
        return run(topology, event.result);
      case 'watch_stopped':
        forget();
        return [];
      case 'watch_started':
        return [];
    }
  };
}

/**
 * Whether a webhook that asked for these kinds is told of it. That the world could not be looked at is also for who asked to
 * hear of what is unhealthy, and that all is well again is not for who did not.
 */
export function isAskedFor({ kind, health, ends }: Notice, on: readonly NotifyKind[]): boolean {
  if (kind === 'failure' && health === 'unknown' && on.includes('unhealthy')) return true;
  return on.includes(kind) && (ends !== 'unhealthy' || on.includes('unhealthy'));
}

type About = Partial<Pick<Notice, 'lines' | 'changes' | 'held' | 'diagnostics' | 'health' | 'ends'>>;
type Change = NonNullable<ReconcileResult['plan']>['changes'][number];

function heldBy({ held }: ReconcileResult, by: HeldChange['by']): readonly HeldChange[] {
  return held.filter((one) => one.by === by);
}

function failureTitle({ result, diagnostics, outcome }: ReconcileResult): string {
  if (result === 'failed') return diagnostics[0]?.summary ?? 'the world could not be observed';
  return `applied in part: ${outcome?.done ?? 0} done, ${outcome?.errored ?? 0} failed, ${outcome?.skipped ?? 0} skipped`;
}

function driftTitle(changes: readonly Change[], { outcome, held }: ReconcileResult): string {
  const unknown = changes.filter(({ action }) => action === 'unknown').length;
  const parts = [
    ...(changes.length > unknown ? [counted(changes.length - unknown, 'difference')] : []),
    ...(unknown === 0 ? [] : [`${unknown} whose state cannot be told`]),
    ...(outcome === undefined ? [] : [`${counted(outcome.done, 'step')} done`]),
    ...(held.length === 0 ? [] : [`${held.length} held back`]),
  ];
  return parts.join(', ');
}

function untilText(shut: readonly HeldChange[]): string {
  const last = shut
    .flatMap(({ until }) => until ?? [])
    .sort()
    .at(-1);
  return last === undefined ? '' : `, until ${last}`;
}

function shown({ severity, code, detail, remedy }: NoticeDiagnostic | Diagnostic): NoticeDiagnostic {
  return { severity, code, detail, remedy };
}

function shownChange({ id, action, risk, reason }: Change): NoticeChange {
  return { id, action, risk, reason };
}

function changeLine({ id, action, reason, risk }: Change): string {
  return `${id}: ${action}, ${risk}: ${reason}`;
}

function heldLine({ id, reason, until }: HeldChange): string {
  return `${id}: ${reason}${until === undefined ? '' : `, until ${moment(until)}`}`;
}

function lineOf({ code, detail, remedy }: NoticeDiagnostic): string {
  return `${detail} [${code}] ${remedy}`;
}

/** Something to tell a person. Its texts hold no secrets. */
export interface Notice {
  /** A UUID: the same in every attempt to deliver it, so that a receiver knows it again. */
  readonly id: string;
  readonly kind: NotifyKind;
  readonly topology: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** Whether packages can run, where the notice is of a run. */
  readonly health?: HealthState;
  /** Of a recovery: what is over. */
  readonly ends?: 'failure' | 'unhealthy';
  /** One line. */
  readonly title: string;
  /** What it is about, in lines for people. */
  readonly lines: readonly string[];
  readonly changes: readonly NoticeChange[];
  readonly held: readonly HeldChange[];
  readonly diagnostics: readonly NoticeDiagnostic[];
}

interface NoticeChange {
  readonly id: string;
  readonly action: string;
  readonly risk: string;
  readonly reason: string;
}

interface NoticeDiagnostic {
  readonly severity: string;
  readonly code: string;
  readonly detail: string;
  readonly remedy: string;
}
