import type { AskedRotation } from '../../reconciler/plan/asked-rotation.js';
import { rotationTargets } from '../../reconciler/plan/rotation-left-out.js';
import type { RotateCommandOptions } from '../rotate-options.js';
import { runApply } from '../run-apply.js';
import type { Command } from '../terminal.js';

/** Workers that the command to go on with names; of more it is the whole rotation again. */
const named = 12;

/** scaleout rotate: new certificates, carried out as apply does; or how far a rotation is. */
export const rotateCommand: Command<RotateCommandOptions> = async (options, terminal) => {
  const rotate = options.asked as AskedRotation;
  return runApply(options, terminal, {
    rotate,
    targets: (topology) => rotationTargets(rotate, topology),
    again: (undone) => againText(rotate, undone),
  });
};

/** Who has a new certificate already is not given another one. */
function againText(rotate: AskedRotation, undone: readonly string[]): string {
  if (rotate.of === 'master') return `rotate master --${rotate.phase}`;
  const left = undone.filter((id) => id.startsWith('worker/'));
  const all = rotate.ids === 'all' ? ['workers'] : rotate.ids;
  return `rotate ${(left.length === 0 || left.length > named ? all : left).join(' ')}`;
}
