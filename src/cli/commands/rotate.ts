import { ScaleoutError } from '../../errors/errors.js';
import { observe } from '../../reconciler/observe.js';
import type { AskedRotation } from '../../reconciler/plan/asked-rotation.js';
import { rotationTargets } from '../../reconciler/plan/rotation-left-out.js';
import { rotationDocument } from '../../status/rotation-document.js';
import { paragraph } from '../../text/layout.js';
import { counted } from '../../text/words.js';
import type { NextCommands } from '../render/apply-lines.js';
import { rotationText } from '../render/rotation-text.js';
import type { RotateCommandOptions, RotationOf } from '../rotate-options.js';
import { runApply } from '../run-apply.js';
import { connecting, prepare } from '../run-command.js';
import { type Command, printAnswer, type Terminal } from '../terminal.js';

/** Workers that the command to go on with names; of more it is the whole rotation again. */
const named = 12;

/** scaleout rotate: new certificates, carried out as apply does; or how far a rotation is. */
export const rotateCommand: Command<RotateCommandOptions> = async (options, terminal) => {
  const rotate = options.status ? undefined : toCarryOut(options.asked);
  if (rotate === undefined) {
    await showRotation(options, terminal);
    return 0;
  }
  return runApply(options, terminal, {
    rotate,
    targets: (topology) => rotationTargets(rotate, topology),
    again: (undone) => nextCommands(rotate, undone),
    async end({ topology }, { outcome }) {
      if (options.json || outcome?.result !== 'done' || outcome.done === 0) return true;
      const text = keptText(rotate, topology.policy.certificates.keepOldDays);
      if (text !== '') terminal.print(`\n${paragraph('', text, terminal.screen.out)}\n`);
      return true;
    },
  });
};

/** Undefined: without a phase there is nothing to carry out. */
function toCarryOut(asked: RotationOf): AskedRotation | undefined {
  if (asked.of === 'workers') return asked;
  return asked.phase === undefined ? undefined : { of: 'master', phase: asked.phase };
}

/** Observes once. Throws as apply does where there is nobody to rotate. */
async function showRotation(options: RotateCommandOptions, terminal: Terminal): Promise<void> {
  const { asked, sandbox, json } = options;
  await using prepared = await prepare(options, terminal);
  const { topology, catalog, machines } = prepared;
  if (asked.of === 'master' && topology.master === undefined) {
    throw new ScaleoutError('command.target-unknown', `${topology.source.file} lists no machines of the master.`, {
      remedy: 'Name them: master: { machines: [...] }.',
    });
  }
  const observation = await connecting(topology, sandbox, terminal, () =>
    observe(topology, { catalog, machines }, terminal.interrupts.abort),
  );
  const document = rotationDocument(topology, observation, asked.of === 'master' ? 'master' : asked, sandbox);
  printAnswer(
    terminal,
    json,
    () => document,
    (screen) => rotationText(document, screen),
  );
}

/** What somebody has to know who rotates since a key was stolen; empty for what leaves the one in use as it is. */
function keptText(rotate: AskedRotation, keepOldDays: number): string {
  if (rotate.of === 'master' && rotate.phase !== 'switch') return '';
  const until = `for ${counted(keepOldDays, 'day')} (policy.certificates.keepOld)`;
  return rotate.of === 'master'
    ? `The workers trust the old certificate ${until}; then scaleout rotate master --complete ends that.`
    : `Old certificates stay trusted ${until}; then an apply ends that. Where a key was stolen, docs/certificates.md says what to do at once.`;
}

/** Who has a new certificate already is not given another one. */
function nextCommands(rotate: AskedRotation, undone: readonly string[]): NextCommands {
  if (rotate.of === 'master') {
    return { remains: 'rotate master --status', goesOn: `rotate master --${rotate.phase}` };
  }
  const left = undone.filter((id) => id.startsWith('worker/'));
  const all = rotate.ids === 'all' ? ['workers'] : rotate.ids;
  const goesOn = `rotate ${(left.length === 0 || left.length > named ? all : left).join(' ')}`;
  return { remains: 'rotate workers --status', goesOn };
}
