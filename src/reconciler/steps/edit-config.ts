import { editConfig as edited } from '../../config-file/edit-config.js';
import type { Step, StepOf, Value } from '../../domain/documents.js';
import { ScaleoutError } from '../../errors/errors.js';
import { certificateKeys } from '../../facts/configs.js';
import { isSecretValue } from '../../text/secret-text.js';
import { secretWords } from '../../text/words.js';
import type { ConfigDifference } from '../view/config.js';
import { byWhom, machineOf, onMachine, type StepPlace, withInputs } from './machine-step.js';
import { type AutomatedOperation, already, asPlanned, type World } from './step.js';

type EditConfig = StepOf<'editConfig'>;

const prefix = 'config.';

/** The argument that sets a key of the config file. */
export function configArgument<Key extends string>(key: Key): `config.${Key}` {
  return `${prefix}${key}`;
}

/** `inputs`: keys that take what earlier steps yield, by the ids of these: the thumbprint of a certificate that one makes. */
export function editConfigStep(
  place: StepPlace,
  /** `sha256` null: whatever the file is by then, only the keys are set. */
  file: { readonly path: string; readonly sha256: string | null },
  differences: readonly ConfigDifference[],
  { needs, inputs = {} }: { readonly needs: readonly string[]; readonly inputs?: Readonly<Record<string, string>> },
): EditConfig {
  const { target, machine } = place;
  const values = differences.map(({ key, after }) => [configArgument(key), after] as const);
  return {
    id: `${target}:config`,
    operation: 'editConfig',
    target,
    needs,
    arguments: { machine, path: file.path, ...Object.fromEntries(values) },
    expects: { sha256: file.sha256 },
    risk: 'safe',
    ...(Object.keys(inputs).length === 0
      ? byWhom(place)
      : withInputs(
          place,
          Object.fromEntries(Object.entries(inputs).map(([key, step]) => [configArgument(key), step])),
        )),
  };
}

/** The keys that a step sets, with their values. */
function settingsOf({ arguments: given }: EditConfig): readonly (readonly [key: string, value: Value])[] {
  const { machine: _, path: __, ...settings } = given;
  return Object.entries(settings).map(([name, value]) => [name.slice(prefix.length), value]);
}

/** The keys whose values are not known before earlier steps have been carried out. */
function lateKeys(step: EditConfig): readonly string[] {
  if ('inputs' in step) return Object.keys(step.inputs ?? {}).map((name) => name.slice(prefix.length));
  // Where a person makes the certificate, no step hands its thumbprint on.
  if (step.manual !== true || !step.needs.includes(`${step.target}:createCertificate`)) return [];
  return [step.target.startsWith('worker/') ? certificateKeys.value.worker : certificateKeys.value.master];
}

/** Whether it has a worker's config name a certificate of its own, be it one that an earlier step makes. */
export function namesOwnCertificate(step: Step): boolean {
  if (step.operation !== 'editConfig') return false;
  const key = configArgument(certificateKeys.value.worker);
  return key in step.arguments || ('inputs' in step && key in step.inputs);
}

const certificateNames: ReadonlySet<string> = new Set(
  Object.values(certificateKeys.value).map((key) => key.toUpperCase()),
);

/**
 * Sets keys of a config file, whose other bytes stay as they are. Only where the file is as it was when it was planned,
 * if that is said: the machine compares once more as it replaces it.
 */
export const editConfig: AutomatedOperation<EditConfig> = {
  comparesItself: true,
  describe(step) {
    const keys = settingsOf(step).map(
      ([key, value]) => `${key} to ${isSecretValue(key, value) ? secretWords : JSON.stringify(value)}`,
    );
    const late = lateKeys(step).map((key) => `${key} to the thumbprint of the new certificate`);
    return onMachine(step, `set ${[...keys, ...late].join(', ')} in ${step.arguments.path}`);
  },
  certificates: (step) =>
    settingsOf(step).flatMap(([key, value]) => (certificateNames.has(key.toUpperCase()) ? [String(value)] : [])),
  async check(step, world, signal) {
    const { isEdited, moved } = await read(step, world, signal);
    if (isEdited) return already;
    return moved ? { state: 'moved', detail: movedDetail(step) } : asPlanned;
  },
  async perform(step, world, signal) {
    const { bytes, sha256, isEdited, moved } = await read(step, world, signal);
    if (isEdited) return { already: true };
    if (moved) throw new ScaleoutError('guard.step-stale', movedDetail(step));
    const content = Buffer.from(bytes).toString('base64');
    const { path } = step.arguments;
    await world.machines.run(
      machineOf(step),
      { operation: 'writeConfig', path, content, expectedSha256: sha256 },
      signal,
    );
    return undefined;
  },
};

async function read(step: EditConfig, { machines }: World, signal: AbortSignal) {
  const { path } = step.arguments;
  const { config } = await machines.run(machineOf(step), { operation: 'readConfig', path }, signal);
  if (config === undefined) throw new ScaleoutError('machine.script-failed', `${step.id}: readConfig gave no file.`);
  const present = Buffer.from(config.content, 'base64');
  const wanted = settingsOf(step).flatMap(([key, value]) => (value === null ? [] : [[key, value] as const]));
  const bytes = edited(present, Object.fromEntries(wanted));
  const isEdited = present.equals(bytes);
  const { sha256: expected } = step.expects;
  return { bytes, sha256: config.sha256, isEdited, moved: expected !== null && config.sha256 !== expected };
}

function movedDetail(step: EditConfig): string {
  return `Somebody changed ${step.arguments.path} on ${machineOf(step)} since it was planned.`;
}
