import type { Rollback, Step } from '../../domain/documents.js';
import type { Thumbprint } from '../../domain/machines.js';
import { certificateKeys } from '../../facts/configs.js';
import { awaitStep } from '../steps/await-worker.js';
import { editConfigStep } from '../steps/edit-config.js';
import { placeOf } from '../steps/machine-step.js';
import { restartServiceStep } from '../steps/restart-service.js';
import { setEnabledStep } from '../steps/set-worker-enabled.js';
import { heartbeatWhileChanging } from '../view/heartbeats.js';
import { certificateBefore } from '../view/renewal.js';
import { isSeen, type SeenWorker, type WorkerView } from '../view/worker.js';
import type { ChangeBuilder, DiffContext } from './kind.js';
import type { NamedPart } from './worker-renewal.js';

/**
 * The certificate that a worker can go back to where it does not come back with another one: the one in use, or where a
 * switch was cut off after the config was written, the one that its service still goes by. Undefined: there is no switch,
 * or nothing to go back to.
 */
export function certificateBeforeSwitch(
  seen: SeenWorker,
  { before }: NamedPart,
  { master }: DiffContext,
): Thumbprint | undefined {
  const { certificate, reachability, installation } = seen;
  if (before !== undefined || certificate.state !== 'present') return before;
  return certificateBefore(certificate.stored, { machine: reachability.machine, installation }, master)?.thumbprint;
}

/** What a worker's machine is compared to, as far as a switch goes by it. */
interface SwitchedPart {
  readonly before?: Thumbprint;
  readonly drained?: string;
  readonly restart?: string;
}

type Undo = Rollback['undo'][number];

/**
 * What takes a switch back: the config names the old certificate again, the service is restarted, the worker is waited for, and
 * enabled where it is to be. The old pair of key and trust stays until the next one has worked for policy.certificates.keepOld.
 */
export function addRollback(change: ChangeBuilder, view: WorkerView, part: SwitchedPart, context: DiffContext): void {
  const { before, drained, restart } = part;
  if (before === undefined || restart === undefined || !isSeen(view)) return;
  const find = (operation: Step['operation']) => change.steps.find((step) => step.operation === operation)?.id;
  const config = find('editConfig');
  const online = find('awaitWorker');
  change.addRollback({
    target: change.id,
    steps: [drained, config, restart, online].filter((id) => id !== undefined),
    undo: undoSteps(change, view, { before, drained, config, restart }, context),
  });
}

interface Switch {
  readonly before: Thumbprint;
  readonly drained: string | undefined;
  readonly config: string | undefined;
  readonly restart: string;
}

function undoSteps(
  change: ChangeBuilder,
  seen: SeenWorker,
  { before, drained, config, restart }: Switch,
  { topology }: DiffContext,
): readonly Undo[] {
  const { worker, row, installation } = seen;
  const place = placeOf(change, seen);
  const { policy } = topology;
  const back = <S extends Step>(step: S, name: string): S => ({ ...step, id: `${change.id}:back/${name}` });
  const written = installation.config.state === 'read' ? installation.config.file.path : '';
  const difference = { key: certificateKeys.value.worker, before: null, after: before };
  const named = back(editConfigStep(place, { path: written, sha256: null }, [difference], { needs: [] }), 'config');
  const stop = {
    workerAgentId: row?.id,
    heartbeatInterval: row?.heartbeatInterval,
    afterDrain: drained === undefined ? undefined : policy.drain.onTimeout,
  };
  const restarted = back(restartServiceStep(place, installation.service, { needs: [named.id], stop }), 'restart');
  const awaited = {
    machine: worker.machine,
    workerAgentId: row?.id ?? installation.agentId,
    isRegistered: true,
    isReached: true,
    heartbeatInterval: heartbeatWhileChanging(row, worker),
    restartedBy: restarted.id,
  };
  const heard = back(awaitStep(change.id, awaited, policy.rollout.healthyWithinSeconds, [restarted.id]), 'online');
  const undo: Undo[] = [
    { undoes: config ?? restart, step: named },
    { undoes: restart, step: restarted },
    { undoes: restart, step: heard },
  ];
  const isWanted = worker.enabled ?? row?.enabled === true;
  if (row === undefined || !isWanted) return undo;
  const options = { needs: [named.id, heard.id], risk: 'safe' } as const;
  return [
    ...undo,
    { undoes: drained ?? restart, step: back(setEnabledStep(change.id, { row }, true, options), 'enable') },
  ];
}
