import type { Step } from '../../domain/documents.js';
import type { Installation } from '../../domain/machines.js';
import { masterMark, workerMark } from '../../domain/marks.js';
import { isWorkerOnline, silenceLimit } from '../../domain/rows.js';
import { diagnostic } from '../../errors/diagnostic.js';
import { certificateKeys, endpointKey } from '../../facts/configs.js';
import { workerHeartbeat } from '../../facts/liveness.js';
import { shown } from '../../text/quoted-words.js';
import { duration } from '../../text/words.js';
import { changeGuards } from '../guards/guards.js';
import { trustMasterByHandStep } from '../steps/by-hand.js';
import { editConfigStep } from '../steps/edit-config.js';
import { trustStep } from '../steps/trust-certificate.js';
import { type WorkerCertificate, workerCertificate } from '../view/certificates.js';
import { type ConfigView, configOf } from '../view/config.js';
import { heartbeatKey, heartbeatSeconds, longestHeartbeat, slowHeartbeat } from '../view/heartbeats.js';
import { installationOf } from '../view/observation.js';
import { authorityWarning, signingCertificate } from '../view/signing-certificate.js';
import type { ChangeBuilder, DiffContext } from './kind.js';
import { configWritten, findConfig, findUnspelled, notAdministrator, notInUse } from './machine-findings.js';
import type { SeenWorker } from './machine-steps.js';
import { type CertifiedWorker, ownCertificate, trustOnMaster } from './worker-certificate.js';
import { drainFirst, runService, type UnheardWorker, unheardWorker } from './worker-service.js';

/** What the machine's part leaves to the catalog's. */
export interface MachinePart {
  /** Steps after which the master can be expected to hear of the worker. */
  readonly ready: readonly string[];
  /** What is done about a worker that runs and is not heard of. */
  readonly unheard?: UnheardWorker;
  /** The step that restarts the worker, where one does. */
  readonly restart?: string;
  /** The worker was taken out of service for the restart. */
  readonly drained?: string;
  /** The state of this worker is not known, and nothing can be waited for. */
  readonly blocked?: true;
  /** Something was left as it is, since what is right cannot be told. */
  readonly undecided?: true;
}

/** Compares a worker's machine with what a worker of this topology needs there. */
export function compareWorkerMachine(change: ChangeBuilder, seen: SeenWorker, context: DiffContext): MachinePart {
  const { machine, worker } = seen;
  const installation = installationOf(machine, 'worker', context.catalog.server.productVersion);
  if (installation === undefined) {
    change.find({ reason: 'no Scale Out Worker is installed on its machine', reasonCode: 'not-installed' });
    const detail = `${worker.machine} has no Scale Out Worker.`;
    change.tell(diagnostic('plan.not-installed', detail, { severity: 'warning' }));
    return { ready: [], blocked: true };
  }
  const config = configOf(installation);
  if (config.file === undefined || config.problem !== undefined) {
    const detail = `${worker.machine}: ${config.problem ?? 'WorkerSettings.config was not read'}`;
    change.find({ reason: 'WorkerSettings.config cannot be read', reasonCode: 'config-unreadable' });
    change.tell(diagnostic('machine.config-unreadable', detail, { severity: 'warning' }));
    return compareWithoutConfig(change, { seen, installation, config }, context);
  }
  const { master } = context;
  const isHeardOf = seen.row !== undefined && isWorkerOnline(seen.row);
  if (master.nodes.length > 0 && !master.certificate.known && !isHeardOf) {
    change.find({ reason: "the master's certificate is not known", reasonCode: 'master-unseen' });
    const detail = `${worker.machine} cannot be set up: ${master.certificate.reason}.`;
    change.tell(diagnostic('plan.part-unseen', detail, { severity: 'warning' }));
    return { ready: [], blocked: true };
  }
  const mark = workerMark(context.topology.name, worker.machine);
  const certificate = workerCertificate(worker, machine, config, { master: context.master, mark });
  const signing = signingCertificate(worker, certificate, config);
  const part = compare(change, { seen, installation, config, file: config.file, certificate, signing, mark }, context);
  if (!machine.administrator && change.steps.length > 0) change.tell(notAdministrator(worker.machine));
  return part;
}

/**
 * What does not need the config of a worker, where it cannot be read: that it trusts the master, that the certificate of the
 * topology is trusted and its key readable, and that a service that is registered starts. Nobody is restarted: what runs may
 * have read its config before it broke.
 */
function compareWithoutConfig(
  change: ChangeBuilder,
  {
    seen,
    installation,
    config,
  }: { readonly seen: SeenWorker; readonly installation: Installation; readonly config: ConfigView },
  context: DiffContext,
): MachinePart {
  const { worker, machine, row } = seen;
  const mark = workerMark(context.topology.name, worker.machine);
  // Which certificate the worker uses stands in its config, unless the topology names it.
  const certificate: WorkerCertificate =
    worker.certificate === undefined
      ? { state: 'unknown', reason: 'which certificate it uses stands in its config.' }
      : workerCertificate(worker, machine, config, { master: context.master, mark });
  const signing = signingCertificate(worker, certificate, config);
  const certified = { seen, installation, certificate, signing, mark };
  const trusts = trustMaster(change, seen, context);
  const own = ownCertificate(change, certified);
  const onMaster = trustOnMaster(change, { ...certified, ...seen }, context);
  if (signing !== undefined)
    change.tell(changeGuards.certificateAuthority(change.id, worker, signing, onMaster.length > 0));
  const needs = [...trusts, ...own.steps, ...onMaster];
  // One that is not registered may be another farm's.
  if (row !== undefined)
    runService(
      change,
      seen,
      installation.service,
      { needs, needsRestart: false, isDrained: false, unheard: undefined },
      context,
    );
  if (!machine.administrator && change.steps.length > 0) change.tell(notAdministrator(worker.machine));
  return { ready: [], blocked: true };
}

interface Compared extends CertifiedWorker {
  readonly config: ConfigView;
  readonly file: { readonly path: string; readonly sha256: string };
}

function compare(change: ChangeBuilder, compared: Compared, context: DiffContext): MachinePart {
  const { seen, installation } = compared;
  const trust = trustMaster(change, seen, context);
  const own = ownCertificate(change, compared);
  const onMaster = trustOnMaster(change, { ...compared, ...seen }, context);
  const trusts = [...trust, ...own.steps, ...onMaster];
  const wanted = wantedConfig(compared, context);
  const { settingsAsWritten } = seen.worker;
  const differences = compared.config.differing(wanted, settingsAsWritten);
  findConfig(change, 'WorkerSettings', differences);
  const unspelled = compared.config.unspelled(wanted, settingsAsWritten);
  findUnspelled(change, seen.worker, unspelled);
  change.tell(...notInUse(seen.worker, installation));
  const isBroughtIn = onMaster.length > 0 || differences.some(({ key }) => key === certificateKeys.value.worker);
  if (compared.signing !== undefined) {
    change.tell(changeGuards.certificateAuthority(change.id, seen.worker, compared.signing, isBroughtIn));
  }
  tellOfHeartbeat(change, compared);
  const created = own.created;
  const configChanges = differences.length > 0 || created !== undefined;
  const isUnread = installation.service.configUnread === true;
  if (isUnread) {
    change.find({ reason: 'its service runs with an older WorkerSettings.config', reasonCode: 'config-unread' });
  }
  const needsRestart = configChanges || own.keyChanges || isUnread;
  if (!needsRestart) change.tell(...configWritten(seen.place.machine, installation.service));
  const service = installation.service;
  // Nobody is taken out of service for a master that cannot be mended.
  const beforeDrain = [...new Set([...trusts, ...context.masterReady])];
  const drained = needsRestart ? drainFirst(change, seen, service, beforeDrain, context) : undefined;
  const mends = change.steps.filter(({ id }) => trusts.includes(id));
  const unheard = needsRestart ? undefined : unheardWorker(seen, service, mends, context);
  if (unheard?.state === 'restart' && unheard.reason !== undefined) {
    change.find({ reason: unheard.reason, reasonCode: 'unheard' });
  }
  const before = drained === undefined ? trusts : [...trusts, drained];
  const config = configChanges ? [change.step(configStep(compared, differences, before, created))] : [];
  const wish = { needs: [...before, ...config], needsRestart, isDrained: drained !== undefined, unheard };
  const run = runService(change, seen, service, wish, context);
  return {
    ready: [...trusts, ...config, ...run.steps],
    ...(unheard === undefined ? {} : { unheard }),
    ...(run.restart === undefined ? {} : { restart: run.restart }),
    ...(drained === undefined ? {} : { drained }),
    ...(unspelled.length === 0 ? {} : { undecided: true }),
    ...(run.left === true ? { blocked: true } : {}),
  };
}

function trustMaster(
  change: ChangeBuilder,
  { machine, place }: SeenWorker,
  { master, topology }: DiffContext,
): readonly string[] {
  const { certificate } = master;
  if (master.nodes.length === 0) return [];
  if (!certificate.known) {
    const detail = `${place.machine}: whether it trusts the master cannot be told: ${certificate.reason}.`;
    change.tell(diagnostic('plan.part-unseen', detail, { severity: 'warning' }));
    return [];
  }
  if (!machine.root.known) {
    change.tell(diagnostic('plan.part-unseen', `${place.machine}: ${machine.root.reason}`, { severity: 'warning' }));
    return [];
  }
  const { thumbprint, stored } = certificate;
  if (machine.root.value.thumbprints.has(thumbprint)) return [];
  const field = { path: 'root.masterCertificate', before: null, after: thumbprint };
  change.find({
    reason: "the master's certificate is not in its Root",
    reasonCode: 'master-certificate-untrusted',
    field,
  });
  if (stored !== undefined) {
    // It is the master's own: a node has it in Root with its key, and config, catalog or binding name it.
    const vouchedBy = stored.authority === null ? undefined : 'machine';
    if (vouchedBy !== undefined) change.tell(authorityWarning('the master', stored));
    return [change.step(trustStep(place, 'trustMaster', stored, { mark: masterMark(topology.name), vouchedBy }))];
  }
  return [change.step(trustMasterByHandStep(place, thumbprint))];
}

function wantedConfig({ certificate, seen }: Compared, { topology, master }: DiffContext) {
  const endpoint = topology.master?.endpoint;
  return {
    ...(endpoint === undefined ? {} : { [endpointKey.value]: endpoint }),
    ...(master.nodes.length > 0 && master.certificate.known
      ? { [certificateKeys.value.masterOfWorker]: master.certificate.thumbprint }
      : {}),
    ...(certificate.state === 'present' ? { [certificateKeys.value.worker]: certificate.stored.thumbprint } : {}),
    ...(certificate.state === 'missing' ? { [certificateKeys.value.worker]: certificate.thumbprint } : {}),
    ...seen.worker.settings,
  };
}

/** A worker that beats rarely, or at a time that nobody can read, is hard to tell from a dead one. */
function tellOfHeartbeat(change: ChangeBuilder, { seen: { worker }, config }: Compared): void {
  const wanted = worker.settings?.[heartbeatKey];
  const text = wanted === undefined ? config.text(heartbeatKey) : String(wanted);
  if (text === undefined) return;
  const seconds = heartbeatSeconds(text);
  if (seconds !== undefined && seconds <= slowHeartbeat) return;
  const said = `${worker.machine} has ${heartbeatKey} ${shown(text)}`;
  const detail =
    seconds === undefined
      ? `${said}, which is no time: it is taken for the usual ${workerHeartbeat.value} s.`
      : `${said}: that it is offline shows after ${duration(silenceLimit({ heartbeatInterval: Math.min(seconds, longestHeartbeat) }))}.`;
  change.tell(diagnostic('plan.heartbeat-slow', detail, { severity: 'warning', range: worker.range }));
}

function configStep(
  { seen: { place }, file }: Compared,
  differences: Parameters<typeof editConfigStep>[2],
  needs: readonly string[],
  created: string | undefined,
): Step {
  return editConfigStep(place, file, differences, { needs, ...(created === undefined ? {} : { createdBy: created }) });
}
