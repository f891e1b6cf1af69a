import type { Thumbprint } from '../../domain/machines.js';
import { isWorkerOnline } from '../../domain/rows.js';
import { diagnostic } from '../../errors/errors.js';
import { changeGuards } from '../guards/guards.js';
import { runScriptStep } from '../steps/by-hand.js';
import { placeOf } from '../steps/machine-step.js';
import type { ReadConfig } from '../view/config.js';
import { isSeen, type SeenWorker, type WorkerView } from '../view/worker.js';
import { type ChangeBuilder, type DiffContext, machineUnreached, notAdministrator } from './kind.js';
import { distrustOldMaster, trustMaster } from './master-trust.js';
import { type UnheardWorker, unheardWorker } from './unheard-worker.js';
import { ownCertificate, trustOnMaster } from './worker-certificate.js';
import { compareConfig, configStep } from './worker-config.js';
import { nameCertificate, tellOfUnseen } from './worker-renewal.js';
import { compareWorkerService, drainFirst, mustReadConfig } from './worker-service.js';
import { certificateBeforeSwitch } from './worker-switch.js';

/** What the machine's part of a worker leaves to that of its row. */
export interface MachinePart {
  /** Steps after which the master can be expected to hear of the worker. */
  readonly ready: readonly string[];
  /** What is done about a worker that runs and is not heard of. */
  readonly unheard?: UnheardWorker;
  /** The step that restarts the worker, where one does. */
  readonly restart?: string;
  /** The worker was taken out of service for the restart. */
  readonly drained?: string;
  /** The certificate that is taken into use again where the worker does not come back with the new one. */
  readonly before?: Thumbprint;
  /** The state of this worker is not known, and nothing can be waited for. */
  readonly isBlocked?: true;
  /** Something was left as it is, since what is right cannot be told. */
  readonly isUndecided?: true;
}

const nothing: MachinePart = { ready: [] };
const blocked: MachinePart = { ready: [], isBlocked: true };

/** Compares a worker's machine with what a worker of this topology needs there, as far as the machine is seen. */
export function compareMachine(change: ChangeBuilder, view: WorkerView, context: DiffContext): MachinePart {
  const { worker, row, reachability } = view;
  if (reachability.state !== 'seen') tellOfUnseen(change, view, context);
  switch (reachability.state) {
    case 'none':
      return nothing;
    case 'manual':
      return compareByHand(change, view, context);
    case 'unreached':
      change.addReason({ reason: 'its machine could not be looked at', reasonCode: 'machine-unreached' });
      change.tell(machineUnreached(worker.machine, reachability));
      // Until it is registered, all that is missing can only be done by a person.
      if (row === undefined) change.addStep(runScriptStep(placeOf(change, view)));
      return blocked;
    case 'seen':
      return compareSeen(change, view, context);
  }
}

/** What we can do for a machine that a person works on: have the master's nodes trust it, and say what is to be done. */
function compareByHand(change: ChangeBuilder, view: WorkerView, context: DiffContext): MachinePart {
  const { worker, row, signing } = view;
  const trusts = trustOnMaster(change, view, context);
  if (signing !== undefined)
    change.tell(changeGuards.certificateAuthority(change.id, worker, signing, trusts.length > 0));
  if (row !== undefined) return { ready: trusts };
  change.addReason({ reason: 'its machine is set up by hand', reasonCode: 'by-hand' });
  if (worker.certificate === undefined && context.master.nodes.length > 0) {
    const detail = `${worker.machine} has no certificate in the topology, so no node of the master can be made to trust it.`;
    change.tell(diagnostic('plan.certificate-not-shown', detail, { severity: 'warning', range: worker.range }));
  }
  return { ready: [...trusts, change.addStep(runScriptStep(placeOf(change, view)))] };
}

function compareSeen(change: ChangeBuilder, view: WorkerView, context: DiffContext): MachinePart {
  const { worker, row } = view;
  if (!isSeen(view)) {
    change.addReason({ reason: 'no Scale Out Worker is installed on its machine', reasonCode: 'not-installed' });
    const detail = `${worker.machine} has no Scale Out Worker.`;
    change.tell(diagnostic('plan.not-installed', detail, { severity: 'warning' }));
    return blocked;
  }
  const { config } = view.installation;
  if (config.state === 'unread') {
    const detail = `${worker.machine}: ${config.problem}`;
    change.addReason({ reason: 'WorkerSettings.config cannot be read', reasonCode: 'config-unreadable' });
    change.tell(diagnostic('machine.config-unreadable', detail, { severity: 'warning' }));
    compareWithoutConfig(change, view, context);
    tellOfRights(change, view);
    return blocked;
  }
  const { master } = context;
  const isHeardOf = row !== undefined && isWorkerOnline(row);
  if (master.nodes.length > 0 && !master.certificate.known && !isHeardOf) {
    change.addReason({ reason: "the master's certificate is not known", reasonCode: 'master-unseen' });
    const detail = `${worker.machine} cannot be set up: ${master.certificate.reason}.`;
    change.tell(diagnostic('plan.part-unseen', detail, { severity: 'warning' }));
    return blocked;
  }
  const part = compareWithConfig(change, view, config, context);
  tellOfRights(change, view);
  return part;
}

function tellOfRights(change: ChangeBuilder, { worker, reachability: { machine } }: SeenWorker): void {
  if (!machine.administrator && change.steps.length > 0) change.tell(notAdministrator(worker.machine));
}

/**
 * What does not need the config of a worker, where it cannot be read: that it trusts the master, that the certificate of the
 * topology is trusted and its key readable, and that a service that is registered starts. Nobody is restarted: what runs may
 * have read its config before it broke.
 */
function compareWithoutConfig(change: ChangeBuilder, seen: SeenWorker, context: DiffContext): void {
  const { worker, row, signing } = seen;
  const trusts = trustMaster(change, seen, context);
  const own = ownCertificate(change, seen, context);
  const onMaster = trustOnMaster(change, seen, context);
  if (signing !== undefined)
    change.tell(changeGuards.certificateAuthority(change.id, worker, signing, onMaster.length > 0));
  // A worker that is not registered may be another farm's.
  if (row === undefined) return;
  const needs = [...trusts, ...own.steps, ...onMaster];
  compareWorkerService(change, seen, { needs, needsRestart: false, isDrained: false, unheard: undefined }, context);
}

function compareWithConfig(
  change: ChangeBuilder,
  seen: SeenWorker,
  config: ReadConfig,
  context: DiffContext,
): MachinePart {
  const { service } = seen.installation;
  const trust = trustMaster(change, seen, context);
  const own = ownCertificate(change, seen, context);
  const onMaster = trustOnMaster(change, seen, context);
  const next = nameCertificate(change, seen, context);
  const trusts = [...trust, ...own.steps, ...onMaster, ...next.steps];
  distrustOldMaster(change, seen, context);
  const compared = { config, trusts: onMaster, named: next.named };
  const { differences, isUndecided, pinnedBy } = compareConfig(change, seen, compared, context);
  const created = own.created ?? next.created;
  const isConfigChanged = differences.length > 0 || created !== undefined || pinnedBy !== undefined;
  const needsRestart = mustReadConfig(change, placeOf(change, seen), service, {
    name: 'its service',
    file: 'WorkerSettings.config',
    isChanged: isConfigChanged || own.keyChanges,
  });
  // Nobody is taken out of service for a master that cannot be mended.
  const beforeDrain = [...new Set([...trusts, ...context.masterReady])];
  const isEmptied = needsRestart || context.masterChange.cutOver?.members.has(seen) === true;
  const drained = isEmptied ? drainFirst(change, seen, beforeDrain, context) : undefined;
  if (drained !== undefined && change.isEmpty()) {
    const what = context.masterChange.move === undefined ? 'certificate' : 'port';
    const reason = `it takes no work while the master's ${what} changes`;
    change.addReason({ reason, reasonCode: 'master-switch' });
  }
  const mends = change.steps.filter(({ id }) => trusts.includes(id));
  const unheard = needsRestart ? undefined : unheardWorker(seen, mends, context);
  if (unheard?.state === 'restart' && unheard.reason !== undefined) {
    change.addReason({ reason: unheard.reason, reasonCode: 'unheard' });
  }
  const first = drained === undefined ? trusts : [...trusts, drained];
  const edit = { differences, needs: first, created, pinnedBy };
  const written = isConfigChanged ? [configStep(change, seen, config, edit)] : [];
  const wish = { needs: [...first, ...written], needsRestart, isDrained: drained !== undefined, unheard };
  const run = compareWorkerService(change, seen, wish, context);
  // Where the master changes its certificate or port, that is taken back as a whole.
  const isAlone = run.restart !== undefined && context.masterChange.cutOver === undefined;
  const before = isAlone ? certificateBeforeSwitch(seen, next, context) : undefined;
  return {
    ready: [...trusts, ...written, ...run.steps],
    ...(unheard === undefined ? {} : { unheard }),
    ...(run.restart === undefined ? {} : { restart: run.restart }),
    ...(drained === undefined ? {} : { drained }),
    ...(before === undefined ? {} : { before }),
    ...(isUndecided ? { isUndecided } : {}),
    ...(run.isLeft === true ? { isBlocked: true } : {}),
  };
}
