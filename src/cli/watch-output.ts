import { jsonText } from '../text/printable.js';
import { shownCondition } from '../watch/fleet-condition.js';
import { watchLog } from '../watch/log/watch-log.js';
import type { ServiceEvent, WatchEvent, WatchListener } from '../watch/watch-event.js';
import { watchLine, watchView } from './render/watch-view.js';
import type { Terminal } from './terminal.js';
import type { WatchCommandOptions } from './watch-options.js';

/** Where a watch tells what it does. */
export interface WatchOutput {
  /** What it does with one topology. */
  readonly listener: WatchListener;
  /** What concerns all of them. */
  readonly service: (event: ServiceEvent) => void;
}

/** Events for programs; lines for a person at a terminal; else a log of JSON lines. */
export function watchOutput(options: Pick<WatchCommandOptions, 'json'>, terminal: Terminal): WatchOutput {
  if (options.json) return eventLines(terminal);
  if (terminal.screen.out.columns !== undefined) {
    const service = (event: ServiceEvent) => terminal.print(watchLine(serviceText(event), terminal.screen.out));
    return { listener: watchView(terminal), service };
  }
  const level = terminal.logLevel === 'debug' ? 'debug' : 'info';
  const log = watchLog({ write: terminal.out, level, form: 'json' });
  return {
    listener: log.listener,
    service(event) {
      const { type, ...fields } = event;
      log.say(type === 'folder_empty' ? 'warn' : 'info', serviceText(event), { event: type, ...fields });
    },
  };
}

function serviceText(event: ServiceEvent): string {
  switch (event.type) {
    case 'http_started':
      return `http server started at ${event.url}: ${event.page ? 'the page, ' : ''}health, status and metrics`;
    case 'folder_empty':
      return `nothing to watch: ${event.folder} has no *.yaml or *.yml${event.goesOn ? '; one that comes is watched from then on' : ''}`;
  }
}

/** One event a line; a plan in it as its summary. */
function eventLines(terminal: Terminal): WatchOutput {
  const line = ({ type, ...rest }: Readonly<Record<string, unknown>>) =>
    terminal.out(`${jsonText({ type, time: new Date().toISOString(), formatVersion: 1, ...rest })}\n`);
  return {
    service: line,
    listener(event) {
      line(event.type === 'reconciled' ? { ...event, result: withoutPlan(event.result) } : event);
    },
  };
}

function withoutPlan({ plan, condition, ...rest }: Extract<WatchEvent, { type: 'reconciled' }>['result']) {
  const result = { ...rest, condition: shownCondition(condition) };
  return plan === undefined ? result : { ...result, summary: plan.summary, fingerprint: plan.fingerprint };
}
