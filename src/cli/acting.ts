import { type Diagnostic, isOutcomeUnknown, isScaleoutError } from '../errors/errors.js';
import { type AskedAction, recordAction } from '../history/action-recorder.js';
import { type HistoryChoice, historyPlace } from '../history/history-files.js';
import { type Actor, isByPage } from '../history/provenance.js';
import { diagnosticsText } from './render/diagnostic-text.js';
import type { Prepared } from './run-command.js';
import type { Terminal } from './terminal.js';

/** What carries an action out is given: who acts, when, and whom to tell what it finds out. */
export interface Acting {
  /** Who, as notes in the catalog say it. */
  readonly note: string;
  /** Unix milliseconds. */
  readonly now: number;
  readonly signal: AbortSignal;
  /** The name of the login that the server saw. */
  sawLogin(name: string): void;
  /** What was asked for, as it was understood: a target by its id, a fingerprint with all its digits. */
  means(found: Omit<AskedAction, 'action'>): void;
}

export interface ActionOptions {
  readonly options: { readonly history: HistoryChoice; readonly sandbox: string | undefined };
  readonly terminal: Pick<Terminal, 'env' | 'err' | 'logLevel' | 'screen' | 'interrupts'>;
  readonly actor: Actor;
  /** Told what kept it from being written; absent: standard error is. */
  readonly warn?: (warnings: readonly Diagnostic[]) => void;
  /** Whether an action that ended so is written; `error` undefined: it is done. Absent: as `isRecorded` says. */
  readonly records?: (error: unknown) => boolean;
  /** As it was given. */
  readonly asked: { readonly [Key in keyof AskedAction]: AskedAction[Key] | undefined } & Pick<AskedAction, 'action'>;
}

/**
 * Carries an action out, and writes into the topology's history what came of it. A history that cannot be written is warned
 * of on standard error: the action is done all the same. Throws as `work` does.
 */
export async function recorded<T>(
  { topology }: Pick<Prepared, 'topology'>,
  { options: { history, sandbox }, terminal, actor, asked, warn = warnOn(terminal), ...given }: ActionOptions,
  work: (acting: Acting) => Promise<T>,
): Promise<T> {
  const { server, database } = topology.catalog;
  const { records = (error) => isRecorded(error, actor) } = given;
  let login: string | null = null;
  let meant: Omit<AskedAction, 'action'> = {};
  const place = {
    file: historyPlace(topology, history, terminal.env),
    catalog: { server: server.text, database, ...(sandbox === undefined ? {} : { sandbox }) },
    who: actor.who,
    now: Date.now,
  };
  const record = async (error?: unknown) => {
    if (!records(error)) return;
    const words = Object.fromEntries(Object.entries({ ...asked, ...meant }).filter(([, text]) => text !== undefined));
    const ended = { ...(words as unknown as AskedAction), login, ...(error === undefined ? {} : { error }) };
    const warnings = await recordAction(place, ended);
    if (warnings.length > 0) warn(warnings);
  };
  const acting: Acting = {
    note: actor.note,
    now: Date.now(),
    signal: terminal.interrupts.abort,
    sawLogin: (name) => {
      login = name;
    },
    means: (found) => {
      meant = { ...meant, ...found };
    },
  };
  let done: T;
  try {
    done = await work(acting);
  } catch (error) {
    await record(error);
    throw error;
  }
  await record();
  return done;
}

function warnOn({ logLevel, err, screen }: ActionOptions['terminal']): NonNullable<ActionOptions['warn']> {
  return (warnings) => {
    if (logLevel !== 'silent') err(`${diagnosticsText(warnings, screen.err)}\n`);
  };
}

/**
 * Of a command, as of an apply, what a guard refused, and what may have been done. What was mistyped, or did not reach the
 * server, is no news for anybody else. By the page everything is, for nobody else sees it.
 */
function isRecorded(error: unknown, { who }: Actor): boolean {
  return (
    error === undefined || isByPage(who) || isOutcomeUnknown(error) || (isScaleoutError(error) && error.exitCode === 5)
  );
}
