import { printable } from '../text/printable.js';
import type { Terminal } from './terminal.js';

/** One line on standard error that says how far an apply is; nothing where that is not a terminal. */
export interface ProgressLine {
  total(steps: number): void;
  started(step: string): void;
  ended(step: string): void;
  /** Wipes the line, so that something else can be printed in its place. */
  clear(): void;
}

const wipe = '\r\u001B[2K';

export function progressLine(terminal: Terminal): ProgressLine {
  const underWay = new Set<string>();
  let all = 0;
  let done = 0;
  let shown = false;
  const width = Math.max(20, (terminal.columns ?? 80) - 1);
  const show = () => {
    const [oldest] = underWay;
    if (oldest === undefined) return;
    const others = underWay.size > 1 ? ` and ${underWay.size - 1} more` : '';
    const text = `[${done}/${all}] ${printable(oldest)}${others} ...`;
    terminal.err(`${wipe}${text.slice(0, width)}`);
    shown = true;
  };
  const clear = () => {
    if (shown) terminal.err(wipe);
    shown = false;
  };
  if (!terminal.interactive) return { total() {}, started() {}, ended() {}, clear() {} };
  return {
    total(steps) {
      all = steps;
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
