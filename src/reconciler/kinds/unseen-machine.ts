import { type Diagnostic, diagnostic } from '../../diagnostic.js';
import type { Unreached } from '../machine-state/sight.js';
import type { Difference } from './kind.js';

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
