import type { ExecutionMode } from '../../domain/rows.js';
import { already, asPlanned, type Operation } from './step.js';

/** Sets where executions run by default. Each call writes a row of catalog.operations, so only on a difference. */
export const setDefaultExecutionMode: Operation = {
  name: 'setDefaultExecutionMode',
  async stand(step, { catalog }, signal) {
    const { defaultExecutionMode: now } = await catalog.readSettings(signal);
    if (now === step.arguments.mode) return already;
    if (now === step.expects.mode) return asPlanned;
    return {
      state: 'moved',
      detail: `The mode was ${step.expects.mode} when it was planned and is ${now ?? 'gone'} now.`,
    };
  },
  async perform(step, { catalog }, signal) {
    await catalog.setDefaultExecutionMode(modeOf(step.arguments.mode), signal);
    return undefined;
  },
};

function modeOf(value: unknown): ExecutionMode {
  return value === 'scaleOut' ? 'scaleOut' : 'server';
}
