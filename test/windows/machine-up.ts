import { startMachine, windowsMissing } from './machine.js';

/** The machine is started once for all tests, and ended with all that they left. */
export async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (windowsMissing === undefined) return startMachine();
  console.log(`No test of Windows runs: ${windowsMissing}.`);
  return undefined;
}
