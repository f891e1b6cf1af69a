import type { StepOf } from '../../domain/documents.js';
import type { MachineName } from '../../domain/machine-name.js';
import { isMasterOnline, type MasterState } from '../../domain/rows.js';
import { ScaleoutError } from '../../errors/errors.js';
import { printable } from '../../text/printable.js';
import { age, moment } from '../../text/times.js';
import { machineOf } from './machine-step.js';
import { type AutomatedOperation, already, asPlanned, type ReadyStep } from './step.js';
import { certificateWords } from './trust-certificate.js';

type AwaitMaster = StepOf<'awaitMaster'>;

/** Milliseconds between two looks. */
const interval = 2_000;

/** Milliseconds after which the user is told again what is waited for. */
const tellEvery = 30_000;

interface AwaitedMaster {
  /** The node that a failure is told of. */
  readonly machine: MachineName;
  /** Null: whichever it has; `createdBy`: one that an earlier step makes. */
  readonly certificate: { readonly thumbprint: string | null } | { readonly createdBy: string };
  readonly anew?: true;
}

/** The step that waits until the master is heard of; `name`: what it is called behind the id of its change. */
export function awaitMasterStep(
  target: string,
  name: string,
  { machine, certificate, anew }: AwaitedMaster,
  timeoutSeconds: number,
  needs: readonly string[],
): AwaitMaster {
  const isThere = 'thumbprint' in certificate;
  return {
    id: `${target}:${name}`,
    operation: 'awaitMaster',
    target,
    needs,
    arguments: {
      machine,
      timeoutSeconds,
      thumbprint: isThere ? certificate.thumbprint : null,
      ...(anew === undefined ? {} : { anew }),
    },
    expects: {},
    risk: 'safe',
    ...(isThere ? {} : { inputs: { thumbprint: certificate.createdBy } }),
  };
}

/**
 * Waits until the catalog hears of the master: it is online, and the certificate that it last started with is the wanted one.
 * `anew`: only a heartbeat counts that is later than what the first look shows, for the service was restarted right before,
 * and what ran before it has beaten too.
 */
export const awaitMaster: AutomatedOperation<AwaitMaster> = {
  comparesItself: true,
  waits: true,
  cutOff: 'The wait was ended. It changes nothing, so nothing is left half done.',
  describe: (step) => {
    const { machine, timeoutSeconds, anew, thumbprint } = step.arguments;
    const isMade = 'inputs' in step && thumbprint == null;
    const which = isMade || thumbprint != null ? ` with ${certificateWords(isMade ? {} : step.arguments)}` : '';
    const again = anew === true ? ' anew' : '';
    const limit = `${age(timeoutSeconds)} at most`;
    return printable(`wait until the master is heard of${again}${which}, ${limit} (${machine})`);
  },
  async check(step, { catalog }, signal) {
    return isWanted(step, await catalog.readMaster(signal)) ? already : asPlanned;
  },
  async perform(step, { catalog, clock, pause, progress }, signal) {
    const { timeoutSeconds, anew } = step.arguments;
    const began = clock();
    const limit = timeoutSeconds * 1000;
    let told = Number.NEGATIVE_INFINITY;
    const first = await catalog.readMaster(signal);
    for (let seen = first; ; seen = await catalog.readMaster(signal)) {
      if (isWanted(step, seen) && (anew !== true || isLater(seen, first))) return { already: seen === first };
      const waited = clock() - began;
      if (waited >= limit) throw notHeardOf(step, seen);
      if (waited - told >= tellEvery) {
        told = waited;
        progress(`waiting for the master to be heard of, ${age((limit - waited) / 1000)} left: ${shownOf(seen)}`);
      }
      await pause(Math.min(interval, limit - waited), signal);
    }
  },
};

function isWanted({ arguments: { thumbprint } }: ReadyStep<AwaitMaster>, master: MasterState): boolean {
  return isMasterOnline(master) === true && (thumbprint === null || master.certificateThumbprint === thumbprint);
}

function isLater({ lastOnline }: MasterState, first: MasterState): boolean {
  return first.lastOnline === null || Date.parse(lastOnline ?? '') > Date.parse(first.lastOnline);
}

/** What the catalog shows of it, a clause. */
function shownOf({ lastOnline, certificateThumbprint }: MasterState): string {
  const heard = lastOnline === null ? 'it was never heard of' : `it was last heard of ${moment(lastOnline)}`;
  return `${heard}, and last started with ${printable(certificateThumbprint ?? 'no certificate')}`;
}

function notHeardOf(step: ReadyStep<AwaitMaster>, seen: MasterState): ScaleoutError {
  const { timeoutSeconds, thumbprint } = step.arguments;
  const wanted = thumbprint === null ? '' : ` with ${thumbprint}`;
  const detail = `${machineOf(step)}: the master was not heard of${wanted} within ${age(timeoutSeconds)}: ${shownOf(seen)}.`;
  return new ScaleoutError('machine.master-not-heard', detail);
}
