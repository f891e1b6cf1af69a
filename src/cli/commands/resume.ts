import { ScaleoutError } from '../../errors.js';
import { resumed } from '../../reconciler/watch/suspension.js';
import { jsonText, printable } from '../../text/printable.js';
import { prepare } from '../prepare.js';
import type { Command } from '../terminal.js';
import type { SuspendOptions } from '../watch-options.js';
import { rewrite } from './suspend.js';

/** scaleout resume: ends a suspension. One of a worker that the topology does not list any more can be ended too. */
export const resumeCommand: Command<SuspendOptions> = async (options, terminal) => {
  terminal.workGoesOn();
  await using prepared = await prepare(options, terminal);
  const { topology } = prepared;
  const target = options.suspended;
  const of = { topology: topology.name, ...(target === undefined ? {} : { target }) };
  const what = target ?? `the topology ${topology.name}`;
  await rewrite(prepared, terminal, (known) => {
    const left = resumed(known, of);
    if (left.length < known.length) return left;
    throw new ScaleoutError('watch.not-suspended', `${what} is not suspended.`);
  });
  terminal.out(options.json ? `${jsonText({ formatVersion: 1, resumed: of })}\n` : `${printable(what)} is resumed\n`);
  return 0;
};
