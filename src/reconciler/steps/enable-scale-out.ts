import type { StepOf } from '../../domain/documents.js';
import type { ScaleOutState } from '../../domain/rows.js';
import { type AutomatedOperation, already, asPlanned } from './step.js';

type EnableScaleOut = StepOf<'enableScaleOut'>;

/** The id of the step, which others wait for, by the id of its change. */
export function enableScaleOutId(target: string): string {
  return `${target}:enable`;
}

/** `scaleOut`: as it is now. */
export function enableScaleOutStep(target: string, scaleOut: ScaleOutState): EnableScaleOut {
  const id = enableScaleOutId(target);
  return { id, operation: 'enableScaleOut', target, needs: [], arguments: {}, expects: { scaleOut }, risk: 'safe' };
}

/** Turns Scale Out on. Never where it is on: catalog.enable_scaleout would reset the log database's login. */
export const enableScaleOut: AutomatedOperation<EnableScaleOut> = {
  // It tells that Scale Out is on as the last thing it does, and goes on for a while after its client is lost.
  onlyOnce: true,
  describe: () => 'turn Scale Out on',
  done: (_step, { scaleOut }) => (scaleOut === 'enabled' ? 'Scale Out is enabled' : undefined),
  async check({ expects }, { catalog }, signal) {
    const { scaleOut } = await catalog.readSettings(signal);
    if (scaleOut === 'enabled') return already;
    if (scaleOut === expects.scaleOut) return asPlanned;
    return { state: 'moved', detail: `Scale Out was ${expects.scaleOut} when it was planned and is ${scaleOut} now.` };
  },
  async perform(_step, { catalog }, signal) {
    await catalog.enableScaleOut(signal);
    return undefined;
  },
};
