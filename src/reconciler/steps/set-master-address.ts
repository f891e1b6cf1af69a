import { already, asPlanned, type Operation } from './step.js';

/** Sets the address at which the catalog says that the master is reached. */
export const setMasterAddress: Operation = {
  name: 'setMasterAddress',
  async stand(step, { catalog }, signal) {
    const { masterAddress: now } = await catalog.readSettings(signal);
    if (now === step.arguments.address) return already;
    if (now === step.expects.address) return asPlanned;
    const before = step.expects.address ?? 'not set';
    return { state: 'moved', detail: `The address was ${before} when it was planned and is ${now ?? 'gone'} now.` };
  },
  async perform(step, { catalog }, signal) {
    await catalog.setMasterAddress(String(step.arguments.address), signal);
    return undefined;
  },
};
