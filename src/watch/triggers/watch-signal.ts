import type { Trigger, WakeOptions } from './trigger.js';

export interface SignalOptions extends WakeOptions {
  /** Where signals arrive; this process unless told otherwise. */
  readonly signals?: Pick<NodeJS.EventEmitter, 'on' | 'off'>;
  readonly platform?: NodeJS.Platform;
}

/** SIGHUP wakes the loop. On Windows it means that the console is being closed, and is left alone. */
export function watchSignal({ onWake, signals = process, platform = process.platform }: SignalOptions): Trigger {
  if (platform === 'win32') return { ready: Promise.resolve(), [Symbol.asyncDispose]: async () => undefined };
  const wake = () => onWake('signal');
  signals.on('SIGHUP', wake);
  return { ready: Promise.resolve(), [Symbol.asyncDispose]: async () => void signals.off('SIGHUP', wake) };
}
