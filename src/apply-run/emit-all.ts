import type { Emit } from '../reconciler/events.js';

/** One receiver that hands each event to all of these, in their order. */
export function emitAll(...receivers: readonly Emit[]): Emit {
  return (event) => {
    for (const receive of receivers) receive(event);
  };
}
