import type { WatchEvent } from '../watch-event.js';
import type { WriteLine } from './line-writer.js';
import { type RunDiagnostic, shown } from './run-line.js';

/** What goes wrong in a run is part of its one line; how it goes on is for those who search. */
export function noteDuring(
  event: Extract<WatchEvent, { type: 'apply_event' }>['event'],
  kept: RunDiagnostic[],
  line: WriteLine,
): void {
  switch (event.type) {
    case 'step_errored':
      kept.push({ step: event.step, ...shown(event.diagnostic) });
      line('debug', `${event.step} failed: ${event.diagnostic.detail}`, { step: event.step });
      break;
    case 'diagnostic':
      kept.push(shown(event.diagnostic));
      break;
    case 'step_start':
      line('debug', `${event.step} begins`, { step: event.step, operation: event.operation });
      break;
    case 'step_progress':
      line('debug', `${event.step}: ${event.message}`, { step: event.step });
      break;
    case 'step_complete':
      line('debug', `${event.step}: ${event.outcome}`, { step: event.step, durationMs: event.durationMs });
      break;
    case 'step_skipped':
      line('debug', `${event.step} is skipped: ${event.reason}`, { step: event.step });
      break;
  }
}
