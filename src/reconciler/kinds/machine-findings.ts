import { type Diagnostic, diagnostic } from '../../errors/diagnostic.js';
import { listed } from '../../text/words.js';
import type { ConfigDifference } from '../view/config.js';
import type { Unreached } from '../view/machine.js';
import type { ChangeBuilder, Difference } from './kind.js';

/** The change of a machine that should have been looked at and could not be: nothing is concluded from that. */
export function unseenMachine(id: string, machine: string, unreached: Unreached): Difference {
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
    diagnostics: [machineUnreached(machine, unreached)],
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

/** Adds the keys of a config file that differ as one reason, and each as a field. */
export function addConfigReason(
  change: ChangeBuilder,
  file: 'MasterSettings' | 'WorkerSettings',
  differences: readonly ConfigDifference[],
): void {
  if (differences.length === 0) return;
  const keys = listed(differences.map(({ key }) => key));
  const verb = differences.length === 1 ? 'differs' : 'differ';
  change.addReason({ reason: `${keys} of ${file}.config ${verb}`, reasonCode: 'config-differs' });
  for (const { key, before, after } of differences) change.addField({ path: `${file}.${key}`, before, after });
}
