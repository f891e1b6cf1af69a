import type { StepOf } from '../../domain/documents.js';
import type { ExecutionMode } from '../../domain/rows.js';
import { type AutomatedOperation, already, asPlanned, sameText } from './step.js';

type SetDefaultExecutionMode = StepOf<'setDefaultExecutionMode'>;

export function setDefaultExecutionModeStep(
  target: string,
  mode: { readonly from: ExecutionMode; readonly to: ExecutionMode },
  needs: readonly string[],
): SetDefaultExecutionMode {
  return {
    id: `${target}:set`,
    operation: 'setDefaultExecutionMode',
    target,
    needs,
    arguments: { mode: mode.to },
    expects: { mode: mode.from },
    risk: 'safe',
  };
}

/** Sets where executions run by default. Each call writes a row of catalog.operations, so only on a difference. */
export const setDefaultExecutionMode: AutomatedOperation<SetDefaultExecutionMode> = {
  describe({ arguments: { mode } }) {
    return `run executions on the ${mode === 'scaleOut' ? 'workers' : 'server'} by default`;
  },
  done: (step, { defaultExecutionMode }) => sameText('the mode', defaultExecutionMode, step.arguments.mode),
  async check(step, { catalog }, signal) {
    const { defaultExecutionMode: now } = await catalog.readSettings(signal);
    if (now === step.arguments.mode) return already;
    if (now === step.expects.mode) return asPlanned;
    return {
      state: 'moved',
      detail: `The mode was ${step.expects.mode} when it was planned and is ${now ?? 'gone'} now.`,
    };
  },
  async perform(step, { catalog }, signal) {
    await catalog.setDefaultExecutionMode(step.arguments.mode, signal);
    return undefined;
  },
};
