import type { StepOf } from '../../domain/documents.js';
import { printable } from '../../text/printable.js';
import { valueWords } from '../../text/words.js';
import { type AutomatedOperation, already, asPlanned, longestValue, sameText } from './step.js';

type SetMasterAddress = StepOf<'setMasterAddress'>;

export function setMasterAddressStep(
  target: string,
  address: { readonly from: string | null; readonly to: string },
  needs: readonly string[],
): SetMasterAddress {
  return {
    id: `${target}:set`,
    operation: 'setMasterAddress',
    target,
    needs,
    arguments: { address: address.to },
    expects: { address: address.from },
    risk: 'safe',
  };
}

/** Sets the address at which the catalog says that the master is reached. */
export const setMasterAddress: AutomatedOperation<SetMasterAddress> = {
  describe: (step) => printable(`set the master's address to ${valueWords(step.arguments.address, longestValue)}`),
  done: (step, { master }) => sameText('the address', master.address, step.arguments.address),
  async check(step, { catalog }, signal) {
    const { masterAddress: now } = await catalog.readSettings(signal);
    if (now === step.arguments.address) return already;
    if (now === step.expects.address) return asPlanned;
    const before = step.expects.address ?? 'not set';
    return { state: 'moved', detail: `The address was ${before} when it was planned and is ${now ?? 'gone'} now.` };
  },
  async perform(step, { catalog }, signal) {
    await catalog.setMasterAddress(step.arguments.address, signal);
    return undefined;
  },
};
