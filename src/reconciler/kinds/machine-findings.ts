import { spellingsOf } from '../../config-file/settings.js';
import type { Installation, MachineService } from '../../domain/machines.js';
import { type Diagnostic, diagnostic } from '../../errors/diagnostic.js';
import { notInUseIn2017 } from '../../facts/configs.js';
import { listed } from '../../text/words.js';
import type { DesiredWorker } from '../../topology/topology.js';
import type { ConfigDifference } from '../view/config.js';
import type { Unreached } from '../view/observation.js';
import type { ChangeBuilder, Difference, Finding } from './kind.js';

/** The change of a machine that should have been looked at and could not be: nothing is concluded from that. */
export function unseenMachine(id: string, machine: string, sight: Unreached): Difference {
  return {
    change: {
      id,
      action: 'unknown',
      reason: 'its machine could not be looked at',
      reasonCode: 'machine-unreached',
      risk: 'safe',
      fields: [],
    },
    steps: [],
    diagnostics: [machineUnreached(machine, sight)],
  };
}

/** What kept us from looking, and what helps against just that. */
export function machineUnreached(machine: string, { reason, error }: Unreached): Diagnostic {
  const named = reason.includes(machine) ? reason : `${machine}: ${reason}`;
  const otherwise = 'Where there is no way in, the machine’s administrator runs what scaleout script MACHINE prints.';
  return diagnostic('plan.machine-unreached', error === undefined ? named : `${named} [${error.code}]`, {
    severity: 'warning',
    remedy: `${error?.remedy ?? 'Mend the access, then plan again.'} ${otherwise}`,
  });
}

export function notAdministrator(machine: string): Diagnostic {
  return diagnostic('plan.not-administrator', `The account is no administrator of ${machine}.`, {
    severity: 'warning',
  });
}

/** A service that would have to be changed, and of which it cannot be told whether a failover cluster owns it. */
export const clusterUnknown: Finding = {
  reason: 'whether a failover cluster owns its service cannot be told',
  reasonCode: 'cluster-unknown',
};

export function clusterDoubt(machine: string, service: MachineService): Diagnostic {
  const { name, state, startMode } = service;
  // What Windows says may end in a stop of its own.
  const doubt = service.clusterDoubt?.replace(/\.+$/, '');
  const detail = `${name} on ${machine} is left as it is (${state}, start mode ${startMode}): ${doubt ?? 'the machine did not say why'}.`;
  return diagnostic('plan.cluster-unknown', detail, { severity: 'warning' });
}

/** Puts the keys of a config file that differ into one reason, and each into a field. */
export function findConfig(
  change: ChangeBuilder,
  file: 'MasterSettings' | 'WorkerSettings',
  differences: readonly ConfigDifference[],
): void {
  if (differences.length === 0) return;
  const keys = listed(differences.map(({ key }) => key));
  const verb = differences.length === 1 ? 'differs' : 'differ';
  change.find({ reason: `${keys} of ${file}.config ${verb}`, reasonCode: 'config-differs' });
  for (const { key, before, after } of differences) change.field({ path: `${file}.${key}`, before, after });
}

/** Keys of which the file has neither spelling: which one its service reads is not guessed. */
export function findUnspelled(change: ChangeBuilder, { machine, range }: DesiredWorker, keys: readonly string[]): void {
  if (keys.length === 0) return;
  change.find({ reason: `how its config spells ${listed(keys)} is not known`, reasonCode: 'setting-spelling' });
  for (const key of keys) {
    const neither = spellingsOf(key).join(' nor ');
    const detail = `${machine}: WorkerSettings.config has neither ${neither}. It was left as it is in this.`;
    change.tell(diagnostic('plan.setting-spelling', detail, { severity: 'warning', range }));
  }
}

/** Warns of settings that the worker's version does not use. */
export function notInUse(
  { machine, settings = {}, range }: DesiredWorker,
  { version }: Installation,
): readonly Diagnostic[] {
  const unused: readonly string[] = notInUseIn2017.value.map((key) => key.toUpperCase());
  const keys = version === '140' ? Object.keys(settings).filter((key) => unused.includes(key.toUpperCase())) : [];
  if (keys.length === 0) return [];
  const detail = `${machine} has SQL Server 2017, which does not use ${listed(keys)}.`;
  return [diagnostic('plan.setting-not-in-use', detail, { severity: 'warning', range })];
}

/** Tells of a config that somebody else has written since the service started: nobody is restarted for what may be its own. */
export function configWritten(machine: string, service: MachineService): readonly Diagnostic[] {
  if (service.configWritten !== true) return [];
  const detail = `${machine}: the config of ${service.name} was written after it had started, and not by scaleout.`;
  return [diagnostic('plan.config-written', detail, { severity: 'note' })];
}
