import { editConfig as edited } from '../../config-file/edit-config.js';
import type { Step } from '../../domain/documents.js';
import { ScaleoutError } from '../../errors/errors.js';
import { machineOf, textOf } from './machine-step.js';
import { already, asPlanned, type Operation, type World } from './step.js';

/** Arguments with this prefix are keys of the config file. */
export const configArgument = 'config.';

/**
 * Sets keys of a config file, whose other bytes stay as they are. Only where the file is as it was when it was planned:
 * the machine compares once more as it replaces it.
 */
export const editConfig: Operation = {
  name: 'editConfig',
  comparesItself: true,
  async stand(step, world, signal) {
    const { isEdited, moved } = await read(step, world, signal);
    if (isEdited) return already;
    return moved ? { state: 'moved', detail: movedDetail(step) } : asPlanned;
  },
  async perform(step, world, signal) {
    const { bytes, sha256, isEdited, moved } = await read(step, world, signal);
    if (isEdited) return { already: true };
    if (moved) throw new ScaleoutError('guard.step-stale', movedDetail(step));
    const content = Buffer.from(bytes).toString('base64');
    const path = textOf(step, 'path');
    await world.machines.run(
      machineOf(step),
      { operation: 'writeConfig', path, content, expectedSha256: sha256 },
      signal,
    );
    return undefined;
  },
};

async function read(step: Step, { machines }: World, signal: AbortSignal) {
  const { config } = await machines.run(
    machineOf(step),
    { operation: 'readConfig', path: textOf(step, 'path') },
    signal,
  );
  if (config === undefined) throw new ScaleoutError('machine.script-failed', `${step.id}: readConfig gave no file.`);
  const present = Buffer.from(config.content, 'base64');
  const bytes = edited(present, changesOf(step));
  const isEdited = present.equals(bytes);
  return { bytes, sha256: config.sha256, isEdited, moved: config.sha256 !== step.expects.sha256 };
}

function changesOf(step: Step): Readonly<Record<string, string | number | boolean>> {
  return Object.fromEntries(
    Object.entries(step.arguments).flatMap(([name, value]) =>
      name.startsWith(configArgument) && value !== null ? [[name.slice(configArgument.length), value] as const] : [],
    ),
  );
}

function movedDetail(step: Step): string {
  return `Somebody changed ${textOf(step, 'path')} on ${machineOf(step)} since it was planned.`;
}
