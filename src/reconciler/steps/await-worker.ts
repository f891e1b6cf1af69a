import type { StepOf } from '../../domain/documents.js';
import { type MachineName, sameMachine } from '../../domain/machine-name.js';
import { isMasterOnline, isWorkerOnline, type WorkerRow, workerAgentId } from '../../domain/rows.js';
import { isScaleoutError, recoveryOf, ScaleoutError } from '../../errors/errors.js';
import { printable } from '../../text/printable.js';
import { age } from '../../text/times.js';
import { machineView, troubleText } from '../view/machine.js';
import { type LastHeartbeat, lastHeartbeatOf, type SeenLog, watchLog } from './awaited-log.js';
import { machineOf } from './machine-step.js';
import { type AutomatedOperation, asPlanned, type World } from './step.js';
import { heartbeatOf } from './worker-row.js';

type AwaitWorker = StepOf<'awaitWorker'>;

/** Milliseconds between two looks. */
const interval = 2_000;

/** Milliseconds after which the user is told again what is waited for. */
const tellEvery = 30_000;

interface AwaitedWorker {
  readonly machine: MachineName;
  /** The id of its row, or the one that its machine's config has; undefined: not known. */
  readonly workerAgentId: string | undefined;
  readonly isRegistered: boolean;
  /** Whether its machine was looked at: nobody goes to one that is left to a person, not even for its log. */
  readonly isReached: boolean;
  readonly heartbeatInterval: number | undefined;
  /** The step that restarts its service. */
  readonly restartedBy: string | undefined;
}

/** The step that waits until a worker is heard of. */
export function awaitStep(
  target: string,
  worker: AwaitedWorker,
  timeoutSeconds: number,
  needs: readonly string[],
): AwaitWorker {
  const { machine, workerAgentId: id, isRegistered, isReached, heartbeatInterval, restartedBy } = worker;
  return {
    id: `${target}:${isRegistered ? 'online' : 'register'}`,
    operation: 'awaitWorker',
    target,
    needs,
    arguments: {
      machine,
      timeoutSeconds,
      ...(id === undefined ? {} : { workerAgentId: id }),
      ...(isReached ? {} : { reached: false }),
      ...(heartbeatInterval === undefined ? {} : { heartbeatInterval }),
    },
    expects: {},
    risk: 'safe',
    ...(restartedBy === undefined ? {} : { inputs: { lastOnline: restartedBy } }),
  };
}

/**
 * Waits until the catalog hears of a worker: until its machine has a row that is online, and that has beaten since the
 * restart where there was one. Tells what the worker's log says as soon as it says it. Yields the row's id.
 *
 * While the catalog does not answer nobody knows whether the worker is heard of: that time does not count, as long as it is
 * no longer than the step's own. Neither that nor a master that is silent itself says anything against what the worker was
 * restarted for.
 */
export const awaitWorker: AutomatedOperation<AwaitWorker> = {
  comparesItself: true,
  waits: true,
  provesNothing: (error) => !isScaleoutError(error, 'machine.worker-not-heard'),
  cutOff: 'The wait was ended. It changes nothing, so nothing is left half done.',
  describe: ({ arguments: { machine, timeoutSeconds } }) =>
    `wait until ${printable(machine)} is heard of, ${age(timeoutSeconds)} at most`,
  row: (step) => ({ id: step.arguments.workerAgentId }),
  async check(step, world, signal) {
    const { row } = await heardOf(step, world, signal);
    return row === undefined ? asPlanned : { state: 'already', yields: { workerAgentId: row.id } };
  },
  async perform(step, world, signal) {
    const machine = machineOf(step);
    const began = world.clock();
    const limit = step.arguments.timeoutSeconds * 1000;
    let told = Number.NEGATIVE_INFINITY;
    let isHinted = false;
    let unanswered = 0;
    await using log = watchLog(step, world, signal);
    for (;;) {
      const asked = world.clock();
      const heard = await heardOf(step, world, signal).catch((error: unknown) => noAnswer(error, signal));
      if ('silence' in heard) {
        if (unanswered >= limit) throw heard.silence;
        if (unanswered === 0)
          world.progress(`the catalog does not answer (${heard.silence.message}); it is asked again`);
        await world.pause(interval, signal);
        unanswered += world.clock() - asked;
        continue;
      }
      const { row, last } = heard;
      if (row !== undefined) return { yields: { workerAgentId: row.id } };
      const waited = world.clock() - began - unanswered;
      if (waited >= limit) {
        await refuseSilentMaster(step, world, signal);
        throw notHeardOf(step, await log.now(last));
      }
      log.look(last);
      if (step.arguments.reached === false && waited >= limit / 2 && !isHinted) {
        isHinted = true;
        world.progress(
          `${machine} is not heard of yet: if its service ran before master and worker trusted each other, restart it there`,
        );
      }
      if (waited - told >= tellEvery || told < 0) {
        told = waited;
        world.progress(`waiting for ${machine} to be heard of, ${age((limit - waited) / 1000)} left`);
      }
      await world.pause(Math.min(interval, limit - waited), signal);
    }
  },
};

/** That the catalog does not answer now, as an answer; every other error is thrown on. */
function noAnswer(error: unknown, signal: AbortSignal): { readonly silence: ScaleoutError } {
  const isSilence = isScaleoutError(error) && error.code.startsWith('catalog.') && recoveryOf(error.code) === 'passing';
  if (signal.aborted || !isSilence) throw error;
  return { silence: error };
}

/** Throws `machine.worker-unjudged` where the master, by whose heartbeats a restarted worker is judged, is not heard of either. */
async function refuseSilentMaster(step: AwaitWorker, { catalog }: World, signal: AbortSignal): Promise<void> {
  if (step.arguments.lastOnline === undefined) return;
  const { master } = await catalog.observe(signal);
  if (isMasterOnline(master) !== false) return;
  const detail = `Nothing was heard of ${machineOf(step)} for ${age(step.arguments.timeoutSeconds)}, and nothing is heard of the master either.`;
  throw new ScaleoutError('machine.worker-unjudged', detail);
}

interface Heard {
  /** Undefined: it is not heard of yet. */
  readonly row: WorkerRow | undefined;
  readonly last: LastHeartbeat;
}

async function heardOf(step: AwaitWorker, world: World, signal: AbortSignal): Promise<Heard> {
  const { workerAgentId: id, lastOnline } = step.arguments;
  const rows = await world.catalog.findWorkers(machineOf(step), signal);
  const own = rows.filter((row) => id === undefined || row.id === workerAgentId(id));
  const last = lastHeartbeatOf(own);
  const online = own.filter(
    (row) =>
      isWorkerOnline({ ...row, ...heartbeatOf(step.arguments) }) &&
      (lastOnline === undefined || lastOnline === null || Date.parse(row.lastOnline) > Date.parse(lastOnline)),
  );
  const heard = id !== undefined ? online : await ownOf(online, step, world, signal);
  const [first] = heard;
  if (heard.length < 2) return { row: first, last };
  const detail = `${machineOf(step)} has ${heard.length} rows that are online: ${heard.map((row) => row.id).join(', ')}.`;
  throw new ScaleoutError('plan.worker-ambiguous', detail);
}

/**
 * The machine's own of the rows that its name fits. Where a row shows only the first 15 characters of it, the machine's
 * config has to say that the row is its own: other machines' names may begin alike.
 */
async function ownOf(
  rows: readonly WorkerRow[],
  step: AwaitWorker,
  { machines }: World,
  signal: AbortSignal,
): Promise<readonly WorkerRow[]> {
  const machine = machineOf(step);
  const whole = rows.filter((row) => sameMachine(row.machineName ?? '', machine));
  if (whole.length > 0 || rows.length === 0) return whole;
  const shown = `${rows.map((row) => `${row.id} (${row.machineName ?? ''})`).join(', ')} may be of ${machine}`;
  if (step.arguments.reached === false) {
    throw new ScaleoutError('plan.name-shared', `${shown}, whose config nobody looks at.`);
  }
  const seen = await machines.inspect(machine, signal);
  // A machine that cannot be looked at now may be soon.
  if (!seen.known) return [];
  const ids = machineView(seen.value).installations.map(({ agentId }) => agentId);
  return rows.filter((row) => ids.includes(row.id));
}

/** Why nothing was heard: what the worker's own log says of it, where that can be read. */
function notHeardOf(step: AwaitWorker, seen: SeenLog | undefined): ScaleoutError {
  const waited = `Nothing was heard of ${machineOf(step)} for ${age(step.arguments.timeoutSeconds)}.`;
  const [worst] = seen?.trouble ?? [];
  if (worst === undefined) return new ScaleoutError('machine.worker-not-heard', `${waited}${seen?.silence ?? ''}`);
  const { cause, remedy } = troubleText(worst.kind);
  const detail = `${waited} Its log says${worst.when}: ${cause} (${worst.file}: ${worst.line})`;
  return new ScaleoutError('machine.worker-not-heard', detail, { remedy });
}
