import { setTimeout as delay } from 'node:timers/promises';
import type { EventBody, Plan } from '../../domain/documents.js';
import { type Diagnostic, type ExitCode, isScaleoutError, ScaleoutError } from '../../errors/errors.js';
import type { HistoryChoice } from '../../history/history-files.js';
import type { Actor } from '../../history/provenance.js';
import { messageOf, printable } from '../../text/printable.js';
import { moment } from '../../text/times.js';
import type { Topology } from '../../topology/topology.js';
import { type ActionOptions, recorded } from '../acting.js';
import { type CarryingOut, runDrain, runUndrain } from '../commands/drain.js';
import type { DrainCommandOptions, MaintenanceOptions } from '../drain-options.js';
import type { ApplyView } from '../render/apply-view.js';
import { logTo, type Terminal } from '../terminal.js';

/** What the page carries things out with. */
export interface PageWorld {
  readonly sandbox: string | undefined;
  readonly parallelism: number | undefined;
  readonly history: HistoryChoice;
  /** Of the process: what is asked for by the page writes nothing to it but news of drains. */
  readonly terminal: Terminal;
  /** Has the loop of that topology look now. */
  readonly wake: (topology: string) => void;
  /** The events of a drain or an undrain, from `version` to `apply_summary`, as `scaleout drain --json` tells them. */
  readonly onEvent: (topology: string, event: EventBody) => void;
}

/** What an action is done with. */
export interface On {
  readonly file: string;
  readonly topology: Topology;
  readonly actor: Actor;
}

interface AskedDrain {
  readonly target: string;
  readonly reason: string;
  readonly forSeconds: number | undefined;
  readonly until: string | undefined;
}

type Warn = (warnings: readonly Diagnostic[]) => void;

/**
 * What the page carries out as an apply: beside the loop of the watch, under the catalog's lock, in this process. A promise that
 * is fulfilled says that it has begun; it throws what kept it from that. How it ends the history tells, and the events.
 */
export interface PageApplies extends AsyncDisposable {
  drain(on: On, asked: AskedDrain, warn: Warn): Promise<string>;
  undrain(on: On, asked: Pick<AskedDrain, 'target'>, warn: Warn): Promise<string>;
}

/** Seconds to wait for the catalog's lock: the loop may be at something short. */
const lockTimeout = 10;

/** Milliseconds after which whoever asked is answered, whether or not it has begun: a browser does not wait for ever. */
const patience = 40_000;

export function carriedOutByPage(options: PageWorld, quiet: Terminal): PageApplies {
  const { terminal, sandbox, history, parallelism } = options;
  const log = logTo(terminal.err, terminal.logLevel);
  const running = new Map<string, Promise<unknown>>();

  const optionsFor = (
    { file }: On,
    maintenance: NonNullable<MaintenanceOptions['maintenance']>,
  ): MaintenanceOptions => ({
    ...{ file, sandbox, parallelism, history, json: true, target: [], exclude: [] },
    ...{ takeOver: false, includeSuspended: false, yes: true, allowDestructive: false, rehearse: false },
    ...{ expand: false, steps: false, lockTimeout, worker: maintenance.target, maintenance },
  });

  /** Begins it, where nothing else is carried out for the topology. */
  async function begin(
    { topology, actor }: On,
    asked: ActionOptions['asked'],
    run: (parts: CarryingOut) => Promise<ExitCode>,
    warn: Warn,
  ): Promise<string> {
    const { name } = topology;
    const what = `${asked.action} ${printable(asked.target ?? '')}`;
    // Of what an apply writes down by itself there is no second line.
    let isWritten = false;
    const by = { options: { history, sandbox }, terminal: quiet, actor, asked, warn };
    const recording = (work: () => Promise<string>) =>
      recorded({ topology }, { ...by, records: (error) => error !== undefined && !isWritten }, work);
    return recording(async () => {
      if (running.has(name)) throw new ScaleoutError('page.at-work', `${what} was not begun.`);
      const carried = carrying(options, name);
      const ending = run(carried.parts).then(
        (code) => carried.ended(code),
        (error: unknown): End => ({
          error,
          isWritten: carried.isBegun() || (isScaleoutError(error) && error.exitCode === 5),
        }),
      );
      running.set(
        name,
        ending.then((end) => {
          running.delete(name);
          if (carried.isBegun()) tellEnd(what, actor, end);
          // What has changed is shown at once.
          options.wake(name);
        }),
      );
      const waiting = new AbortController();
      const late = delay(patience, 'late' as const, { signal: waiting.signal, ref: false }).catch(
        () => 'late' as const,
      );
      const first = await Promise.race([carried.begun, ending, late]);
      waiting.abort();
      if (first === 'begun') {
        log('info', `${what}, asked for by ${printable(actor.note)}, has begun.`);
        return `${what} has begun.`;
      }
      if (first === 'late') {
        // It may be refused yet: whoever asked has gone by then, and the history tells.
        void ending.then((end) => recordLate(end));
        return `${what} is still looking at the farm, and has not begun. The history will tell how it ends.`;
      }
      isWritten = first.isWritten;
      throw first.error ?? new ScaleoutError('command.unexpected', `${what} ended without a word.`);

      async function recordLate({ error, isWritten: byApply }: End): Promise<void> {
        if (error === undefined || byApply) return;
        const refuse = async () => Promise.reject(error);
        await recorded({ topology }, by, refuse).catch(() => log('warn', `${what}: ${messageOf(error)}`));
      }
    });
  }

  function tellEnd(what: string, { note }: Actor, { error }: End): void {
    if (error === undefined) log('info', `${what}, asked for by ${printable(note)}, is done.`);
    else log('warn', `${what}, asked for by ${printable(note)}, did not end well: ${messageOf(error)}`);
  }

  return {
    drain(on, { target, reason, forSeconds, until }, warn) {
      const end = { ...(forSeconds === undefined ? {} : { forSeconds }), ...(until === undefined ? {} : { until }) };
      const common = optionsFor(on, { command: 'drain', target, reason, ...end });
      const asked: DrainCommandOptions = {
        ...{ ...common, reason, length: forSeconds, until },
        ...{ timeout: undefined, onTimeout: undefined },
      };
      const run = async (parts: CarryingOut) => {
        refuseEnd(until);
        return runDrain(asked, quiet, on.actor, parts);
      };
      return begin(on, { action: 'drain', target, reason, until }, run, warn);
    },
    undrain(on, { target }, warn) {
      const asked = optionsFor(on, { command: 'undrain', target });
      const run = (parts: CarryingOut) => runUndrain(asked, quiet, on.actor, parts);
      return begin(on, { action: 'undrain', target }, run, warn);
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(running.values());
    },
  };
}

/** Throws `page.request-wrong` for an end that is over, or more than a year away: what is kept out for longer is forgotten. */
export function refuseEnd(until: string | undefined): void {
  if (until === undefined) return;
  const left = Date.parse(until) - Date.now();
  const wrong = left <= 0 ? 'is over already' : left > 366 * 86_400_000 ? 'is more than a year away' : undefined;
  if (wrong !== undefined) throw new ScaleoutError('page.request-wrong', `The end ${moment(until)} ${wrong}.`);
}

/** How an apply ended; `error` undefined: well. */
interface End {
  readonly error?: unknown;
  /** The history has it: what a guard refuses, and what has begun, an apply writes down by itself. */
  readonly isWritten: boolean;
}

/** How an apply shows itself to the page, and what it said. */
interface Carrying {
  readonly parts: CarryingOut;
  readonly begun: Promise<'begun'>;
  isBegun(): boolean;
  ended(code: ExitCode): End;
}

function carrying({ onEvent }: Pick<PageWorld, 'onEvent'>, topology: string): Carrying {
  const errors: Diagnostic[] = [];
  let isBegun = false;
  let tellBegun: (state: 'begun') => void = () => undefined;
  const begun = new Promise<'begun'>((resolve) => {
    tellBegun = resolve;
  });
  const emit = (event: EventBody) => {
    if (event.type === 'diagnostic' && event.diagnostic.severity === 'error')
      errors.push(event.diagnostic as Diagnostic);
    if (event.type === 'step_errored') errors.push(event.diagnostic as Diagnostic);
    onEvent(topology, event);
  };
  const view: ApplyView = {
    emit,
    planned({ summary, fingerprint, applyable, diagnostics }: Plan) {
      for (const found of diagnostics) emit({ type: 'diagnostic', diagnostic: found });
      emit({ type: 'change_summary', summary, fingerprint, applyable });
    },
    rehearsed: () => undefined,
    end: () => undefined,
  };
  return {
    parts: {
      view,
      onBegun() {
        isBegun = true;
        tellBegun('begun');
      },
    },
    begun,
    isBegun: () => isBegun,
    ended(code) {
      if (code === 0) return { isWritten: true };
      const [first] = errors;
      const error =
        first === undefined
          ? new ScaleoutError('command.unexpected', `It ended with the exit code ${code}; scaleout history tells more.`)
          : new ScaleoutError(first.code, first.detail, { remedy: first.remedy });
      return { error, isWritten: true };
    },
  };
}
