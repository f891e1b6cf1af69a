import type { Emit, EventBody } from '../reconciler/events.js';
import type { Plan } from '../reconciler/plan-document.js';
import { jsonText } from '../text/printable.js';
import { progressLine } from './progress-line.js';
import { byHandLine } from './render/by-hand-text.js';
import { diagnosticsText } from './render/diagnostic-text.js';
import { planText } from './render/plan-text.js';
import { progressText, stepText, summaryText } from './render/step-text.js';
import type { Terminal } from './terminal.js';

/** How an apply shows itself: as events, or as text. */
export interface ApplyView {
  readonly emit: Emit;
  planned(plan: Plan): void;
  /** The last step has ended. */
  end(): void;
}

/** One event a line, as schemas/event.schema.json says. */
export function jsonView(terminal: Terminal): ApplyView {
  let over = false;
  const emit = (event: EventBody) => {
    // The summary is the last line, whatever happens when the world is closed.
    if (over) return;
    over = event.type === 'apply_summary';
    const { type, ...rest } = event;
    terminal.out(`${jsonText({ type, time: new Date().toISOString(), ...rest })}\n`);
  };
  return {
    emit,
    planned({ changes, summary, fingerprint, applyable, diagnostics }) {
      for (const change of changes) emit({ type: 'planned_change', change });
      for (const diagnostic of diagnostics) emit({ type: 'diagnostic', diagnostic });
      emit({ type: 'change_summary', summary, fingerprint, applyable });
    },
    end() {},
  };
}

/** The plan of what was chosen (ids that `--target` named), then a line for each step that ended, and on a terminal a line of progress below them. */
export function textView(terminal: Terminal, include: readonly string[]): ApplyView {
  const colors = terminal.colors.out;
  const progress = progressLine(terminal);
  const show = (text: string) => {
    progress.clear();
    terminal.out(text);
  };
  const byHand = new Map<string, string>();
  return {
    planned(plan) {
      show(planText(plan, { colors, include }));
      progress.total(plan.steps.length);
      for (const step of plan.steps) if (step.manual === true) byHand.set(step.id, byHandLine(step));
    },
    emit(event) {
      switch (event.type) {
        case 'step_start':
          progress.started(event.step);
          return;
        case 'step_complete':
        case 'step_errored':
        case 'step_skipped':
          show(stepText(event, colors, byHand.get(event.step)));
          progress.ended(event.step);
          return;
        case 'step_progress':
          show(progressText(event, colors));
          return;
        case 'diagnostic':
          show(`\n${diagnosticsText([event.diagnostic], { colors })}\n`);
          return;
        case 'apply_summary':
          show(summaryText(event, colors));
          return;
        default:
          return;
      }
    },
    end() {
      progress.clear();
    },
  };
}
