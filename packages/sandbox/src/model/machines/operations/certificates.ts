import { timeField } from '../../store.js';
import type { OperationAnswer } from '../answers.js';
import { makeCertificate, type ReadCertificate, readCertificate, thumbprintKey } from '../certificate.js';
import { done, type MachineState, type Outcome, refused, serviceMissing, unchanged } from '../machine-state.js';
import type { MachineOperation } from '../requests.js';
import type { StoreName } from '../windows-machine.js';

const day = 86_400_000;

type Operation<Name extends MachineOperation['operation']> = Extract<MachineOperation, { readonly operation: Name }>;

export function trustCertificate(machine: MachineState, operation: Operation<'trustCertificate'>): Outcome {
  const { certificate, thumbprint, mark } = operation;
  const read = publicCertificate(certificate);
  if (read === undefined) return refused('certificateInvalid', 'This is not the public half of one certificate.');
  if (read.thumbprint !== thumbprintKey(thumbprint)) {
    return refused('certificateInvalid', `The certificate has the thumbprint ${read.thumbprint}, not ${thumbprint}.`);
  }
  return trust(machine, read, mark);
}

/** The public half of one certificate, from exactly its DER in base64. */
export function publicCertificate(base64: string): ReadCertificate | undefined {
  const read = readCertificate(base64);
  return read?.der === base64.replace(/\s/g, '') ? read : undefined;
}

/** One that is there keeps its name: our mark says that we brought it. */
export function trust(machine: MachineState, { thumbprint, der }: ReadCertificate, mark: string): OperationAnswer {
  if (machine.windows().stores.Root.has(thumbprint)) return unchanged;
  machine.keepCertificate(der);
  machine.putCertificate('Root', thumbprint, { friendlyName: mark, readers: null });
  return done;
}

export function distrustCertificate(machine: MachineState, operation: Operation<'distrustCertificate'>): Outcome {
  const thumbprint = thumbprintKey(operation.thumbprint);
  const entry = machine.windows().stores.Root.get(thumbprint);
  if (entry === undefined) return unchanged;
  if (entry.readers !== null) {
    return refused(
      'moved',
      `${thumbprint} has a private key in LocalMachine\\Root: it is this machine's own and stays there.`,
    );
  }
  machine.putCertificate('Root', thumbprint, null);
  return done;
}

export function createCertificate(machine: MachineState, operation: Operation<'createCertificate'>): Outcome {
  const { mark, days, store, usage } = operation;
  const names = operation.names.filter((name) => name !== '');
  if (names.length === 0) return refused('scriptFailed', 'A certificate needs a name.');
  const after = beginOfReplaced(machine, operation);
  const wish: Wish = { names, mark, days, after };
  const present = markedCertificate(machine, wish, store);
  const { certificateError, stores } = machine.windows();
  if (present !== undefined) {
    const isLeft = store === 'Root' && stores.My.has(present.thumbprint);
    if (isLeft) machine.putCertificate('My', present.thumbprint, null);
    return { changed: isLeft, certificate: present.der };
  }
  // One that was made, and the run ended before it was moved.
  const half = store === 'Root' ? markedCertificate(machine, wish, 'My') : undefined;
  if (half === undefined && certificateError !== null) {
    return refused('certificateNotMade', `New-SelfSignedCertificate made no certificate: ${certificateError}`);
  }
  const { thumbprint, der } = half ?? newCertificate(machine, wish, usage);
  const { readers } = stores.My.get(thumbprint) ?? { readers: ['S-1-5-18', 'S-1-5-32-544'] };
  machine.putCertificate(store, thumbprint, { friendlyName: mark, readers });
  if (store === 'Root') machine.putCertificate('My', thumbprint, null);
  return { changed: true, certificate: der };
}

interface Wish {
  readonly names: readonly string[];
  readonly mark: string;
  readonly days: number;
  /** When the one that is to be replaced begins, in Unix milliseconds. */
  readonly after: number | undefined;
}

/** Nothing where no store shows it, or where it is not valid yet: then nothing works by it. */
function beginOfReplaced(
  machine: MachineState,
  { replaces, store }: Operation<'createCertificate'>,
): number | undefined {
  const { certificate, windows } = machine;
  const now = clockOf(machine);
  const { stores } = windows();
  const thumbprint = thumbprintKey(replaces ?? '');
  const isThere = stores[store].has(thumbprint) || stores.Root.has(thumbprint) || stores.My.has(thumbprint);
  const read = isThere ? readCertificate(certificate(thumbprint) ?? '') : undefined;
  return read === undefined || read.notBefore > now ? undefined : read.notBefore;
}

/** The time by the machine's own clock, in Unix milliseconds: certificates begin and end by it. */
function clockOf({ now, windows }: MachineState): number {
  return now + windows().clockOffset;
}

function newCertificate(machine: MachineState, { names, days, after }: Wish, usage: 'client' | 'server') {
  const { model } = machine;
  const now = clockOf(machine);
  // Certificates say whole seconds.
  const begin = Math.floor(validFrom(machine, now) / 1000) * 1000 - 10 * 60_000;
  const notBefore = after === undefined ? begin : Math.max(begin, after + 1000);
  const notAfter = now + days * day;
  const wish = { names, alternativeNames: names, usage: usage === 'client' ? 'both' : usage } as const;
  const made = makeCertificate({ ...wish, notBefore, notAfter }, model.random);
  machine.keepCertificate(made.der);
  return made;
}

/** Now; of a twin the moment at which its time begins: what it makes in a time to come is valid when its folder is opened. */
function validFrom({ model, windows }: MachineState, now: number): number {
  const begin = timeField(model.store.get('simulation', 'twin') ?? {}, 'from');
  return begin === null ? now : Math.min(now, begin + windows().clockOffset);
}

/** One that was made before, with more than half of its life before it: the answer to that may have been lost. */
function markedCertificate(machine: MachineState, { names, mark, days, after }: Wish, store: StoreName) {
  const { certificate, windows } = machine;
  const now = clockOf(machine);
  const enough = now + (days / 2) * day;
  for (const [thumbprint, entry] of windows().stores[store]) {
    const read = readCertificate(certificate(thumbprint) ?? '');
    if (read === undefined || entry.friendlyName !== mark || entry.readers === null || entry.keyLost) continue;
    if (after !== undefined && read.notBefore <= after) continue;
    if (read.notBefore <= now && read.notAfter >= enough && names.every(read.covers)) return read;
  }
  return undefined;
}

/** What a machine says of a private key that is in no file. */
export function tpmKey(thumbprint: string): string {
  return `The private key of ${thumbprint} lies in the TPM of this machine: certlm.msc shows who may use it, and no file does.`;
}

export function grantKey(
  machine: MachineState,
  operation: { readonly store: 'My' | 'Root'; readonly thumbprint: string; readonly service: string },
): Outcome {
  const thumbprint = thumbprintKey(operation.thumbprint);
  const entry = machine.windows().stores[operation.store].get(thumbprint);
  if (entry === undefined) {
    return refused('certificateMissing', `${thumbprint} is not in LocalMachine\\${operation.store}.`);
  }
  const service = machine.serviceNamed(operation.service);
  if (service === undefined) return serviceMissing(operation.service);
  if (entry.readers === null) return refused('keyMissing', `${thumbprint} has no private key on this machine.`);
  if (entry.keyInTpm) return refused('keyInTpm', tpmKey(thumbprint));
  if (entry.keyLost)
    return refused('keyMissing', `The private key of ${thumbprint} is not among the keys of this machine.`);
  const { accountSid } = service.row;
  if (typeof accountSid !== 'string') {
    return refused('serviceFailed', `The account of ${service.name} cannot be resolved.`);
  }
  if (entry.readers.includes(accountSid)) return unchanged;
  const readers = [...entry.readers, accountSid];
  machine.putCertificate(operation.store, thumbprint, { friendlyName: entry.friendlyName, readers });
  return done;
}
