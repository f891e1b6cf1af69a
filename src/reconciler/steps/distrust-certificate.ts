import type { StepOf } from '../../domain/documents.js';
import { type Thumbprint, thumbprint } from '../../domain/machines.js';
import { byWhom, machineOperation, onMachine, type StepPlace } from './machine-step.js';
import type { AutomatedOperation } from './step.js';

type DistrustCertificate = StepOf<'distrustCertificate'>;

/** The step that takes a certificate out of a machine's Root. `safe`: nobody uses it any more. */
export function distrustStep(
  place: StepPlace,
  print: Thumbprint,
  needs: readonly string[],
  risk: 'safe' | 'destructive' = 'destructive',
): DistrustCertificate {
  const { target, machine } = place;
  return {
    id: `${target}:distrustOn/${machine}/${print.slice(0, 8)}`,
    operation: 'distrustCertificate',
    target,
    needs,
    arguments: { machine, thumbprint: print },
    expects: {},
    risk,
    ...byWhom(place),
  };
}

/** Takes a certificate out of a machine's Root. */
export const distrustCertificate: AutomatedOperation<DistrustCertificate> = {
  describe: (step) => onMachine(step, `take the certificate ${step.arguments.thumbprint} out of LocalMachine\\Root`),
  ...machineOperation<DistrustCertificate>({
    request: (step) => ({ operation: 'distrustCertificate', thumbprint: thumbprint(step.arguments.thumbprint) }),
    holds: (step, { root }) => root.known && !root.value.thumbprints.has(thumbprint(step.arguments.thumbprint)),
  }),
};
