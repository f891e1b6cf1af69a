import { already, asPlanned, type Operation } from './step.js';

/** Turns Scale Out on. Never where it is on: catalog.enable_scaleout would reset the log database's login. */
export const enableScaleOut: Operation = {
  name: 'enableScaleOut',
  // It tells that Scale Out is on as the last thing it does, and goes on for a while after its client is lost.
  onlyOnce: true,
  async stand(step, { catalog }, signal) {
    const { scaleOut } = await catalog.readSettings(signal);
    if (scaleOut === 'enabled') return already;
    if (scaleOut === step.expects.scaleOut) return asPlanned;
    return {
      state: 'moved',
      detail: `Scale Out was ${step.expects.scaleOut} when it was planned and is ${scaleOut} now.`,
    };
  },
  async perform(_step, { catalog }, signal) {
    await catalog.enableScaleOut(signal);
    return undefined;
  },
};
