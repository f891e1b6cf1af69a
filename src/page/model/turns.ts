import { setImmediate as nextTurn } from 'node:timers/promises';

/*
 * Work that many people ask for at one moment, each of them a little of it: one part of it is done in one turn of the event loop,
 * so that whatever else the process has to answer, a probe above all, waits for one part and not for all of them.
 */

/** For each kind of work, what the next one waits for. */
const last = new Map<string, Promise<void>>();

/** Resolves when it is one's turn: what is done then without waiting is all that is done of this kind in that turn of the loop. */
export function turnOf(kind: string): Promise<void> {
  const before = last.get(kind) ?? Promise.resolve();
  // Two turns: in the first one a connection is accepted, in the second one its request is read.
  const mine = before.then(() => nextTurn()).then(() => nextTurn());
  last.set(kind, mine);
  void mine.then(() => {
    if (last.get(kind) === mine) last.delete(kind);
  });
  return mine;
}
