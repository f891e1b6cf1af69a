import type { StepOf } from '../../domain/documents.js';
import type { MachineName } from '../../domain/machine-name.js';
import { ScaleoutError } from '../../errors/errors.js';
import { onMachine, type StepPlace } from './machine-step.js';
import type { Operation } from './step.js';
import { certificateWords } from './trust-certificate.js';

type ByHand = StepOf<'byHand'>;

/** What only a person can do on a machine. */
type ByHandTask =
  /** Run the script that the command prints. */
  | { readonly task: 'runScript'; readonly command: string }
  /** Install a certificate with its private key. */
  | { readonly task: 'installCertificate'; readonly thumbprint: string }
  /** Trust the master's certificate. */
  | { readonly task: 'trustMaster'; readonly thumbprint: string }
  /** Trust the certificate of the worker whose change it is; null: nobody has shown it. */
  | { readonly task: 'trustWorker'; readonly thumbprint: string | null };

/** The command that prints the script for a machine. */
function scriptFor(machine: MachineName): string {
  return `scaleout script ${machine}`;
}

function byHandStep(
  { target, machine }: StepPlace,
  name: 'byHand' | 'installCertificate' | 'trustMaster' | `trustOn/${string}`,
  values: Omit<ByHand['arguments'], 'machine'>,
  needs: readonly string[] = [],
): ByHand {
  return {
    id: `${target}:${name}`,
    operation: 'byHand',
    target,
    needs,
    arguments: { machine, ...values },
    expects: {},
    risk: 'safe',
    manual: true,
  };
}

export function runScriptStep(place: StepPlace): ByHand {
  return byHandStep(place, 'byHand', { command: scriptFor(place.machine) });
}

export function installCertificateStep(place: StepPlace, thumbprint: string): ByHand {
  return byHandStep(place, 'installCertificate', { thumbprint });
}

export function trustMasterByHandStep(place: StepPlace, thumbprint: string): ByHand {
  return byHandStep(place, 'trustMaster', { thumbprint });
}

const trustOn = 'trustOn/';

/** The name of a step by which a machine trusts a worker, whoever does it: its id ends with that. */
export function trustOnName(machine: MachineName): `trustOn/${string}` {
  return `${trustOn}${machine}`;
}

/** `isInScript`: the script for the machine holds the certificate, for its public half is known. */
export function trustWorkerByHandStep(place: StepPlace, thumbprint: string | null, isInScript: boolean): ByHand {
  const script = isInScript ? { command: scriptFor(place.machine) } : {};
  return byHandStep(place, trustOnName(place.machine), { thumbprint, ...script });
}

/** The certificate is one that a person makes, in the step `created`: no run knows it. */
export function trustCreatedByHandStep(place: StepPlace, created: string, mark: string): ByHand {
  return byHandStep(place, trustOnName(place.machine), { mark }, [created]);
}

/** The task of a step: its id ends with it. Undefined where no such task is known. */
function taskOf({ id, arguments: { command, thumbprint } }: ByHand): ByHandTask | undefined {
  const name = id.slice(id.lastIndexOf(':') + 1);
  if (name.startsWith(trustOn)) {
    return command === undefined
      ? { task: 'trustWorker', thumbprint: thumbprint ?? null }
      : { task: 'runScript', command };
  }
  switch (name) {
    case 'byHand':
      return command === undefined ? undefined : { task: 'runScript', command };
    case 'installCertificate':
    case 'trustMaster':
      return typeof thumbprint === 'string' ? { task: name, thumbprint } : undefined;
    default:
      return undefined;
  }
}

/** What only a person can do. Nobody here carries it out. */
export const byHand: Operation<ByHand> = {
  describe: (step) => onMachine(step, instruction(step)),
  certificates: ({ arguments: { thumbprint } }) => (typeof thumbprint === 'string' ? [thumbprint] : []),
};

function instruction(step: ByHand): string {
  const task = taskOf(step);
  // A plan file with another task is not read: schemas/plan.schema.json names them all.
  if (task === undefined) throw new ScaleoutError('command.unexpected', `Nobody knows what ${step.id} asks for.`);
  switch (task.task) {
    case 'runScript':
      return `run what "${task.command}" prints`;
    case 'installCertificate':
      return `install the certificate ${task.thumbprint} with its private key`;
    case 'trustMaster':
      return `put the master's certificate ${task.thumbprint} into LocalMachine\\Root (setup left it as SSISScaleOutMaster.cer beside MasterSettings.config)`;
    case 'trustWorker':
      return `put ${certificateWords(task)} of ${step.target} into LocalMachine\\Root`;
  }
}
