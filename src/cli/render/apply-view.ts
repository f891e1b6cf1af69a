import type { Emit, EventBody, Plan, RehearsalDocument } from '../../domain/documents.js';
import { operationOf } from '../../reconciler/steps/steps.js';
import { shortened } from '../../text/layout.js';
import { jsonText, printable } from '../../text/printable.js';
import { usualColumns } from '../../text/screen.js';
import { sameCommand } from '../given.js';
import type { ApplyCommandOptions } from '../options.js';
import type { Terminal } from '../terminal.js';
import {
  healthAfter,
  type NextCommands,
  progressText,
  skippedText,
  stepText,
  summaryText,
  troubleText,
} from './apply-lines.js';
import { diagnosticsText } from './diagnostic-text.js';
import type { ShownHealth } from './health-text.js';
import { maintenanceText } from './maintenance-text.js';
import { type PlanTextOptions, planText } from './plan-text.js';
import { rehearsalEvent, rehearsedBeforeText, rehearsedNowText } from './rehearsed-text.js';

/** How an apply shows itself: as events, or as text. */
export interface ApplyView {
  readonly emit: Emit;
  planned(plan: Plan): void;
  /** The plan was rehearsed: just now, or before. */
  rehearsed(rehearsal: RehearsalDocument, when: 'now' | 'before'): void;
  /** The last step has ended. */
  end(): void;
}

/** As the options of the command say. */
export function applyView(
  { json, target: include, expand, steps }: Pick<ApplyCommandOptions, 'json' | 'target' | 'expand' | 'steps'>,
  terminal: Terminal,
  { again, edited }: Pick<ApplyTextOptions, 'again' | 'edited'>,
): ApplyView {
  return json ? jsonView(terminal) : textView(terminal, { include, expand, steps, again, edited });
}

/** One event a line, as schemas/event.schema.json says. */
export function jsonView(terminal: Terminal): ApplyView {
  let over = false;
  const emit = (event: EventBody) => {
    // The summary is the last line, whatever happens when the world is closed.
    if (over) return;
    over = event.type === 'apply_summary';
    const { type, ...rest } = event;
    terminal.out(`${jsonText({ type, time: new Date().toISOString(), formatVersion: 1, ...rest })}\n`);
  };
  return {
    emit,
    planned({ changes, summary, fingerprint, applyable, diagnostics }) {
      for (const change of changes)
        emit({ type: change.suspended === undefined ? 'planned_change' : 'suspended_change', change });
      for (const diagnostic of diagnostics) emit({ type: 'diagnostic', diagnostic });
      emit({ type: 'change_summary', summary, fingerprint, applyable });
    },
    rehearsed(rehearsal) {
      emit(rehearsalEvent(rehearsal));
    },
    end() {},
  };
}

export interface ApplyTextOptions extends PlanTextOptions {
  /** The commands, without file and sandbox, that go on where steps of these targets were not done; absent: `plan` and `apply`. */
  readonly again?: ((undone: readonly string[]) => NextCommands) | undefined;
  /** The topology's file, where the same command has changed it before. */
  readonly edited?: string | undefined;
}

/** The plan of what was chosen (ids that `--target` named), then a line for each step that ended, and on a terminal a line of progress below them. */
export function textView(
  terminal: Terminal,
  { include = [], expand = false, steps = false, again, edited }: ApplyTextOptions = {},
): ApplyView {
  const screen = terminal.screen.out;
  const progress = progressLine(terminal);
  /** Steps that are skipped one after the other for the same reason are one line. */
  let skipped: { readonly steps: string[]; readonly reason: string } | undefined;
  const showSkipped = () => {
    const { steps = [], reason = '' } = skipped ?? {};
    skipped = undefined;
    if (steps.length > 0) show(skippedText(steps, reason, screen));
  };
  const show = (text: string) => {
    showSkipped();
    progress.clear();
    terminal.print(text);
  };
  const byHand = new Map<string, string>();
  const undone = new Map<string, string>();
  const targets = new Map<string, string>();
  const lacking = new Set<string>();
  let health: ShownHealth | undefined;
  let takenBack = 0;
  /** A saved plan is used once: what goes on from it is the topology that it names. */
  let file: string | undefined;
  return {
    planned(plan) {
      show(planText(plan, screen, { include, expand, steps }));
      file = plan.topology.file;
      progress.total(plan.steps.length);
      for (const { id, target } of plan.steps) targets.set(id, target);
      for (const step of plan.steps) if (step.manual === true) byHand.set(step.id, operationOf(step).describe(step));
    },
    rehearsed(rehearsal, when) {
      show(when === 'now' ? rehearsedNowText(rehearsal, screen) : rehearsedBeforeText(rehearsal, screen));
    },
    emit(event) {
      switch (event.type) {
        case 'step_start':
          if (event.undoes !== undefined) {
            undone.set(event.step, event.undoes);
            progress.more();
          }
          progress.started(event.step);
          return;
        case 'step_skipped':
          if (skipped?.reason !== event.reason) showSkipped();
          skipped ??= { steps: [], reason: event.reason };
          skipped.steps.push(event.step);
          progress.ended(event.step);
          lacking.add(targets.get(event.step) ?? '');
          return;
        case 'step_complete':
        case 'step_errored':
          show(stepText(event, screen, { byHand: byHand.get(event.step), undoes: undone.get(event.step) }));
          progress.ended(event.step);
          if (event.type === 'step_complete' && undone.has(event.step)) takenBack += 1;
          if (event.type !== 'step_complete') lacking.add(targets.get(event.step) ?? '');
          return;
        case 'step_progress':
          show(progressText(event, screen));
          return;
        case 'step_trouble':
          show(troubleText(event, screen));
          return;
        case 'diagnostic':
          show(`\n${diagnosticsText([event.diagnostic], screen)}\n`);
          return;
        case 'maintenance':
          show(maintenanceText(event, screen));
          return;
        case 'health':
          health = event.health;
          return;
        case 'apply_summary':
          // Where nothing was done, the plan above ends with it.
          lacking.delete('');
          show(
            `${summaryText({ ...event, takenBack }, nextCommands(terminal, file, again?.([...lacking])), screen, edited)}${healthAfter(event, health, screen)}`,
          );
          return;
        default:
          return;
      }
    },
    end() {
      showSkipped();
      progress.clear();
    },
  };
}

function nextCommands(terminal: Terminal, file: string | undefined, again?: NextCommands): NextCommands {
  const { remains, goesOn } = again ?? { remains: 'plan', goesOn: 'apply' };
  return { remains: sameCommand(remains, terminal, file), goesOn: sameCommand(goesOn, terminal, file) };
}

/** One line on standard error that says how far an apply is; nothing where that is not a terminal. */
interface ProgressLine {
  total(steps: number): void;
  /** A step more than the plan has. */
  more(): void;
  started(step: string): void;
  ended(step: string): void;
  /** Wipes the line, so that something else can be printed in its place. */
  clear(): void;
}

const wipe = '\r\u001B[2K';

function progressLine(terminal: Terminal): ProgressLine {
  const underWay = new Set<string>();
  let all = 0;
  let done = 0;
  let shown = false;
  const width = Math.max(1, (terminal.screen.err.columns ?? usualColumns) - 1);
  const show = () => {
    const [oldest] = underWay;
    if (oldest === undefined) return;
    const others = underWay.size > 1 ? ` and ${underWay.size - 1} more` : '';
    const [before, after] = [`[${done}/${all}] `, `${others} ...`];
    const room = Math.max(1, width - before.length - after.length);
    terminal.err(`${wipe}${shortened(`${before}${shortened(printable(oldest), room)}${after}`, width)}`);
    shown = true;
  };
  const clear = () => {
    if (shown) terminal.err(wipe);
    shown = false;
  };
  if (!terminal.interactive) return { total() {}, more() {}, started() {}, ended() {}, clear() {} };
  return {
    total(steps) {
      all = steps;
    },
    more() {
      all += 1;
    },
    started(step) {
      underWay.add(step);
      show();
    },
    ended(step) {
      underWay.delete(step);
      done += 1;
      show();
    },
    clear,
  };
}
