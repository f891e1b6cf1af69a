import { type Diagnostic, diagnostic } from '../../diagnostic.js';
import type { Difference } from './kind.js';

/** The change of a machine that should have been looked at and could not be: nothing is concluded from that. */
export function unseenMachine(id: string, machine: string, reason: string): Difference {
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
    diagnostics: [machineUnreached(machine, reason)],
  };
}

export function machineUnreached(machine: string, reason: string): Diagnostic {
  const remedy = `Mend the access and plan again. If it cannot be mended, its administrator runs what scaleout script ${machine} prints.`;
  return diagnostic('plan.machine-unreached', reason.includes(machine) ? reason : `${machine}: ${reason}`, {
    severity: 'warning',
    remedy,
  });
}

export function notAdministrator(machine: string): Diagnostic {
  return diagnostic('plan.not-administrator', `The account is no administrator of ${machine}.`, {
    severity: 'warning',
  });
}
