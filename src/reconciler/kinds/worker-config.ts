import { spellingsOf } from '../../config-file/read-config-file.js';
import type { Thumbprint } from '../../domain/machines.js';
import { silenceLimit } from '../../domain/rows.js';
import { type Diagnostic, diagnostic } from '../../errors/errors.js';
import { certificateKeys, endpointKey, notInUseIn2017 } from '../../facts/configs.js';
import { workerHeartbeat } from '../../facts/liveness.js';
import { duration } from '../../text/times.js';
import { listed, shown } from '../../text/words.js';
import type { DesiredWorker } from '../../topology/topology.js';
import { changeGuards } from '../guards/guards.js';
import { editConfigStep } from '../steps/edit-config.js';
import { placeOf } from '../steps/machine-step.js';
import type { ConfigDifference, ReadConfig, Scalar } from '../view/config.js';
import { heartbeatKey, heartbeatSeconds, longestHeartbeat, slowHeartbeat } from '../view/heartbeats.js';
import type { InstallationView } from '../view/machine.js';
import type { SeenWorker } from '../view/worker.js';
import { addConfigReason, type ChangeBuilder, type DiffContext } from './kind.js';

/** How a field shows a certificate that is still to be made. */
export const newOne = '(the new one)';

/** What differs of a worker's config. */
export interface ConfigPart {
  readonly differences: readonly ConfigDifference[];
  /** Something was left as it is: how the file spells a key is not known. */
  readonly isUndecided: boolean;
  /** The step that makes the certificate of the master which the config is to pin. */
  readonly pinnedBy: string | undefined;
}

/** A worker's config as it is compared. */
interface ComparedConfig {
  readonly config: ReadConfig;
  /** The steps that have nodes of the master trust the worker's certificate. */
  readonly trusts: readonly string[];
  /** The worker's own certificate that it is to name; undefined: it is left as it is. */
  readonly named: Thumbprint | undefined;
}

/** Compares WorkerSettings.config. */
export function compareConfig(
  change: ChangeBuilder,
  seen: SeenWorker,
  { config, trusts, named }: ComparedConfig,
  context: DiffContext,
): ConfigPart {
  const { worker, signing, installation } = seen;
  const wanted = wantedConfig(seen, named, context);
  const differences = config.differing(wanted, worker.settingsAsWritten);
  const { isSwitched, createdBy } = context.masterChange;
  const pinnedBy = isSwitched ? createdBy : undefined;
  const newPin = pinnedBy === undefined ? [] : config.differing({ [certificateKeys.value.masterOfWorker]: newOne });
  addConfigReason(change, 'WorkerSettings', [...differences, ...newPin]);
  const unspelled = config.unspelled(wanted, worker.settingsAsWritten);
  addUnspelled(change, worker, unspelled);
  change.tell(...notInUse(worker, installation));
  // The successor that we make signs nothing.
  const isNamed = (after: Scalar) => after === signing?.certificate.thumbprint;
  const isBroughtIn = trusts.length > 0 || differences.some(({ after }) => isNamed(after));
  if (signing !== undefined) change.tell(changeGuards.certificateAuthority(change.id, worker, signing, isBroughtIn));
  tellOfHeartbeat(change, worker, config);
  return { differences, isUndecided: unspelled.length > 0, pinnedBy };
}

/** The step that writes what differs; `created`: the step that makes the certificate which the config is to name. */
export function configStep(
  change: ChangeBuilder,
  seen: SeenWorker,
  { file }: ReadConfig,
  { differences, needs, created, pinnedBy }: ConfigEdit,
): string {
  const keys = certificateKeys.value;
  const options = {
    needs,
    inputs: {
      ...(created === undefined ? {} : { [keys.worker]: created }),
      ...(pinnedBy === undefined ? {} : { [keys.masterOfWorker]: pinnedBy }),
    },
  };
  return change.addStep(editConfigStep(placeOf(change, seen), file, differences, options));
}

interface ConfigEdit {
  readonly differences: readonly ConfigDifference[];
  readonly needs: readonly string[];
  readonly created: string | undefined;
  readonly pinnedBy: string | undefined;
}

function wantedConfig(
  { worker }: SeenWorker,
  named: Thumbprint | undefined,
  { topology, master, masterChange }: DiffContext,
): Readonly<Record<string, Scalar>> {
  const isPinKept =
    masterChange.held !== undefined || (masterChange.isSwitched && masterChange.createdBy !== undefined);
  // A worker that goes ahead of a master that stays on its port would lose it.
  const isEndpointKept = masterChange.held !== undefined && masterChange.move !== undefined;
  const endpoint = isEndpointKept ? undefined : topology.master?.endpoint;
  return {
    ...(endpoint === undefined ? {} : { [endpointKey.value]: endpoint }),
    ...(master.nodes.length > 0 && master.certificate.known && !isPinKept
      ? { [certificateKeys.value.masterOfWorker]: master.certificate.thumbprint }
      : {}),
    ...(named === undefined ? {} : { [certificateKeys.value.worker]: named }),
    ...worker.settings,
  };
}

/** Keys of which the file has neither spelling: which one its service reads is not guessed. */
function addUnspelled(change: ChangeBuilder, { machine, range }: DesiredWorker, keys: readonly string[]): void {
  if (keys.length === 0) return;
  change.addReason({ reason: `how its config spells ${listed(keys)} is not known`, reasonCode: 'setting-spelling' });
  for (const key of keys) {
    const neither = spellingsOf(key).join(' nor ');
    const detail = `${machine}: WorkerSettings.config has neither ${neither}. It was left as it is in this.`;
    change.tell(diagnostic('plan.setting-spelling', detail, { severity: 'warning', range }));
  }
}

/** Warns of settings that the worker's version does not use. */
function notInUse(
  { machine, settings = {}, range }: DesiredWorker,
  { version }: InstallationView,
): readonly Diagnostic[] {
  const unused: readonly string[] = notInUseIn2017.value.map((key) => key.toUpperCase());
  const keys = version === '140' ? Object.keys(settings).filter((key) => unused.includes(key.toUpperCase())) : [];
  if (keys.length === 0) return [];
  const detail = `${machine} has SQL Server 2017, which does not use ${listed(keys)}.`;
  return [diagnostic('plan.setting-not-in-use', detail, { severity: 'warning', range })];
}

/** A worker that beats rarely, or at a time that nobody can read, is hard to tell from a dead one. */
function tellOfHeartbeat(change: ChangeBuilder, worker: DesiredWorker, config: ReadConfig): void {
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
