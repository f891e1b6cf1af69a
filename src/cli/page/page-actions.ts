// src/cli/page carries out what is asked for by the page (src/page/routes): each action by the code of the command that does the same, with
// the person who is logged in in place of the account of the process. A new action is a member of the table here; edits are
// in page-edits.ts, and write nothing.

import { createHash } from 'node:crypto';
import { type Diagnostic, isScaleoutError, ScaleoutError } from '../../errors/errors.js';
import type { AskedAction } from '../../history/action-recorder.js';
import { webActor } from '../../history/provenance.js';
import type { ActedOn, PageActions } from '../../page/routes/page-routes.js';
import type { ActionAnswer, ActionBodies, ActionName } from '../../page/wire/session.js';
import { hasVisible, messageOf, printable } from '../../text/printable.js';
import { moment } from '../../text/times.js';
import { readBytes } from '../../topology/file-text.js';
import type { Topology } from '../../topology/topology.js';
import { type Acting, recorded } from '../acting.js';
import { approve, approvedText, type MeantPlan, withdraw, withdrawnText } from '../commands/approve.js';
import { resume, resumedText, suspend } from '../commands/suspend.js';
import { suspensionText } from '../render/suspension-text.js';
import { loadForCommand } from '../run-command.js';
import { logTo, type Terminal } from '../terminal.js';
import { openWorld, type World } from '../world/open-world.js';
import { acknowledge, type Severity, unacknowledge } from './acknowledging.js';
import { carriedOutByPage, type On, type PageWorld, refuseEnd } from './page-applies.js';

export interface PageActionsOptions extends PageWorld {
  /** The file of a topology that is watched, as it was named; undefined: there is none of that name. */
  readonly fileOf: (topology: string) => string | undefined;
  /** What was seen last of a topology; undefined: nothing yet. */
  readonly shown: (topology: string) => Topology | undefined;
  /** How bad a finding is that is shown now; undefined: it is not there. */
  readonly severityOf: (topology: string, id: string, target: string) => Promise<Severity | undefined>;
  /** Milliseconds, monotonic. */
  readonly clock: () => number;
}

/** Until it is disposed of, which waits for what is carried out: steps under way are finished when the process is told to end. */
export interface OpenPageActions extends PageActions, AsyncDisposable {}

/** Milliseconds between two looks that are asked for, and between two lines about them. */
const lookPause = 1_000;
const lookLinePause = 60_000;

export function openPageActions(options: PageActionsOptions): OpenPageActions {
  const { terminal, sandbox, history, clock } = options;
  const quiet = quietTerminal(terminal);
  const log = logTo(terminal.err, terminal.logLevel);
  const applies = carriedOutByPage(options, quiet);
  const inTurn = turns();
  const looks = { asked: new Map<string, number>(), written: new Map<string, number>() };

  /** Carries something out on the catalog, and writes it into the history. One after the other: notes are read and replaced. */
  const noted = (
    { topology, actor }: On,
    asked: AskedWords,
    work: (
      world: { readonly topology: Topology; readonly catalog: World['catalog'] },
      acting: Acting,
    ) => Promise<string>,
  ): Promise<ActionAnswer> =>
    inTurn(topology.name, () =>
      answering(async (warn) => {
        const by = { options: { history, sandbox }, terminal: quiet, actor, asked, warn };
        return recorded({ topology }, by, async (acting) => {
          const parallelism = options.parallelism ?? topology.policy.parallelism;
          await using world = await openWorld(topology, { sandbox, parallelism }, quiet);
          return await work({ topology, catalog: world.catalog }, acting);
        });
      }).then((answer) => {
        options.wake(topology.name);
        return answer;
      }),
    );

  const actions: { readonly [Name in ActionName]: (on: On, body: ActionBodies[Name]) => Promise<ActionAnswer> } = {
    approve: (on, { fingerprint, digits }) =>
      noted(on, { action: 'approve', fingerprint }, async (world, acting) => {
        const named = { ...commandWords, file: on.file, sandbox, history, ahead: false, withdraw: false };
        const asked = {
          options: { ...named, fingerprint: fingerprint.toLowerCase() },
          check: (meant: MeantPlan) => refuseUntyped(meant, digits),
          keeps: true,
        };
        const { approval, what, isKept } = await approve(world, asked, acting);
        if (isKept === true) return `It is approved already, by ${printable(approval.who)}, ${moment(approval.when)}.`;
        return `${approvedText(approval, what)}.`;
      }),
    withdraw: (on, { fingerprint }) =>
      noted(on, { action: 'withdraw', fingerprint }, async (world, acting) =>
        withdrawnText((await withdraw(world, fingerprint.toLowerCase(), acting)).approval),
      ),
    suspend: (on, { target, reason: given, forSeconds: length, until: end }) => {
      const reason = reasonOf(given);
      const until = end === undefined ? undefined : instantOf(end);
      return noted(on, { action: 'suspend', target, reason, until }, async (world, acting) => {
        refuseEnd(until);
        const made = await suspend(world, { target, reason, length, until }, acting);
        return suspensionText(made, { ...quiet.screen.out, zone: 'UTC' });
      });
    },
    resume: (on, { target }) =>
      noted(on, { action: 'resume', target }, async (world, acting) =>
        resumedText(await resume(world, target, acting)),
      ),
    look: async ({ topology, actor }) => {
      const { name } = topology;
      if (!isDue(looks.asked, name, lookPause)) return { state: 'done', text: 'It was asked to look a moment ago.' };
      options.wake(name);
      const answer = { state: 'accepted', text: 'It looks now.' } as const;
      // Whoever looks all day long is not to push the applies out of the history.
      if (!isDue(looks.written, name, lookLinePause)) return answer;
      return answering(async (warn) => {
        const by = { options: { history, sandbox }, terminal: quiet, actor, asked: { action: 'look' }, warn } as const;
        return recorded({ topology }, by, async () => answer.text);
      }, 'accepted');
    },
    acknowledge: (on, { id, target, until: end, reason: given }) => {
      const reason = reasonOf(given);
      const until = instantOf(end);
      return noted(on, { action: 'acknowledge', finding: id, target, reason, until }, async (world, acting) => {
        const severity = await options.severityOf(world.topology.name, id, target);
        return acknowledge(world, { id, target, until, reason, severity }, acting);
      });
    },
    unacknowledge: (on, { id, target }) =>
      noted(on, { action: 'unacknowledge', finding: id, target }, (world, acting) =>
        unacknowledge(world, { id, target }, acting),
      ),
    drain: (on, { target, reason: given, forSeconds, until: end }) => {
      const reason = reasonOf(given);
      const until = end === undefined ? undefined : instantOf(end);
      return answering((warn) => applies.drain(on, { target, reason, forSeconds, until }, warn), 'accepted');
    },
    undrain: (on, { target }) => answering((warn) => applies.undrain(on, { target }, warn), 'accepted'),
  };

  function isDue(last: Map<string, number>, name: string, pause: number): boolean {
    const before = last.get(name);
    if (before !== undefined && clock() - before < pause) return false;
    last.set(name, clock());
    return true;
  }

  return {
    async act(name, of, body) {
      const what = askedWords(name, of, body);
      try {
        const answer = await begun(name, of, body);
        log('info', `${what}: ${answer.state}.`);
        return answer;
      } catch (error) {
        const code = isScaleoutError(error) ? ` [${error.code}]` : '';
        log('info', `${what}: not done. ${messageOf(error)}${code}`);
        throw error;
      }
    },
    [Symbol.asyncDispose]: () => applies[Symbol.asyncDispose](),
  };

  async function begun<Name extends ActionName>(
    name: Name,
    { topology: named, by }: ActedOn,
    body: ActionBodies[Name],
  ): Promise<ActionAnswer> {
    if (by.role !== 'approver') throw new ScaleoutError('page.request-wrong', 'An approver alone may do that.');
    if (terminal.interrupts.stop.aborted) throw new ScaleoutError('page.stopping', `${name} was not begun.`);
    const file = options.fileOf(named);
    if (file === undefined) throw new ScaleoutError('page.no-topology', JSON.stringify(named));
    const topology = (await unchanged(file, options.shown(named))) ?? (await loadForCommand(file, quiet));
    if (topology.name !== named) {
      throw new ScaleoutError('page.no-topology', `${file} is called ${JSON.stringify(topology.name)} now.`);
    }
    return actions[name]({ file, topology, actor: webActor(by, terminal.env) }, body);
  }

  /** What is done although something went wrong with writing it down is told with that; what is refused, to the log alone. */
  async function answering(
    work: (warn: Warn) => Promise<string>,
    state: ActionAnswer['state'] = 'done',
  ): Promise<ActionAnswer> {
    const warned: Diagnostic[] = [];
    const text = await work((warnings) => {
      warned.push(...warnings);
      for (const { summary, detail } of warnings) log('warn', `${summary}: ${detail}`);
    });
    return { state, text: [text, ...warned.map(({ summary, detail }) => `${summary}: ${detail}`)].join(' ') };
  }
}

/** `warehouse: suspend worker/ETL01, asked for by anna via token`. */
function askedWords(name: ActionName, { topology, by }: ActedOn, body: ActionBodies[ActionName]): string {
  const { id, target, fingerprint } = body as Partial<Record<'id' | 'target' | 'fingerprint', string>>;
  const of = [id, target, fingerprint].filter((word) => word !== undefined);
  return `${topology}: ${[name, ...of].join(' ')}, asked for by ${by.user} via ${by.via}`;
}

/** The same topology where its file still has the same bytes: to read 2,000 workers again keeps everybody else waiting. */
async function unchanged(file: string, shown: Topology | undefined): Promise<Topology | undefined> {
  if (shown === undefined) return undefined;
  const bytes = await readBytes(file, {});
  if ('failed' in bytes) return undefined;
  return createHash('sha256').update(bytes.read).digest('hex') === shown.source.sha256 ? shown : undefined;
}

type AskedWords = { readonly [Key in keyof AskedAction]: AskedAction[Key] | undefined } & Pick<AskedAction, 'action'>;

type Warn = (warnings: readonly Diagnostic[]) => void;

const commandWords = {
  ...{ json: false, parallelism: undefined, target: [], exclude: [] },
  ...{ takeOver: false, includeSuspended: false },
} as const;

/** Throws `page.digits-needed` where a plan is destructive, or nobody has said that it is not, and its digits were not typed. */
function refuseUntyped({ fingerprint, destructive }: MeantPlan, digits: string | undefined): void {
  if (destructive === false) return;
  const typed = digits?.toLowerCase() ?? '';
  if (typed.length >= leastDigits && fingerprint.startsWith(typed)) return;
  const why = destructive === true ? 'It has destructive steps' : 'Whether it has destructive steps is not known here';
  const what = typed === '' ? 'no digits were typed' : 'the digits that were typed are not the first ones of it';
  throw new ScaleoutError('page.digits-needed', `${why}, and ${what}.`);
}

const leastDigits = 6;

/** Throws `page.request-wrong` where it says nothing. */
function reasonOf(given: string): string {
  const reason = given.trim();
  if (hasVisible(reason) && reason.length <= longestReason) return reason;
  throw new ScaleoutError('page.request-wrong', `A reason is needed, of at most ${longestReason} characters.`);
}

/** UTF-16 code units, as the commands take. */
const longestReason = 300;

/** As notes have it: in UTC. Throws `page.request-wrong`. */
function instantOf(given: string): string {
  const time = Date.parse(given);
  if (!Number.isNaN(time)) return new Date(time).toISOString();
  throw new ScaleoutError('page.request-wrong', `${JSON.stringify(given)} is no moment.`);
}

/** One thing after the other, for each name. */
function turns(): <T>(name: string, work: () => Promise<T>) => Promise<T> {
  const last = new Map<string, Promise<unknown>>();
  return async (name, work) => {
    const before = last.get(name);
    const mine = (before ?? Promise.resolve()).then(work, work);
    last.set(name, mine);
    try {
      return await mine;
    } finally {
      if (last.get(name) === mine) last.delete(name);
    }
  };
}

/** A terminal to which nothing is written, and whose interrupts are those of the process: the first one finishes gracefully. */
function quietTerminal(terminal: Terminal): Terminal {
  const nothing = () => undefined;
  const { env, input, screen, interrupts } = terminal;
  const { stop, abort } = interrupts;
  return {
    ...{ env, input, screen, logLevel: 'silent', interactive: false },
    ...{ out: nothing, print: nothing, err: nothing, goesBy: nothing, workGoesOn: nothing, isErrLost: () => false },
    interrupts: { stop, abort, finishGracefully: () => nothing, leaveHangups: nothing },
    surviveExceptions: (tell) => terminal.surviveExceptions(tell),
  };
}
