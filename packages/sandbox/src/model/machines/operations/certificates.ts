import type { OperationAnswer } from '../answers.js';
import { makeCertificate, type ReadCertificate, readCertificate, thumbprintKey } from '../certificate.js';
import { done, type MachineState, type Outcome, refused, serviceMissing, unchanged } from '../machine-state.js';
import type { MachineOperation } from '../requests.js';

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
  const { mark, days } = operation;
  const names = operation.names.filter((name) => name !== '');
  if (names.length === 0) return refused('scriptFailed', 'A certificate needs a name.');
  const present = markedCertificate(machine, names, mark, days);
  if (present !== undefined) return { changed: false, certificate: present.der };
  const { certificateError } = machine.windows();
  if (certificateError !== null) {
    return refused('certificateNotMade', `New-SelfSignedCertificate made no certificate: ${certificateError}`);
  }
  const { now, model } = machine;
  const validity = { notBefore: now - 10 * 60_000, notAfter: now + days * day };
  const { der, thumbprint } = makeCertificate({ names, usage: 'both', ...validity }, model.random);
  machine.keepCertificate(der);
  machine.putCertificate('My', thumbprint, { friendlyName: mark, readers: ['S-1-5-18', 'S-1-5-32-544'] });
  return { changed: true, certificate: der };
}

/** One that was made before, with more than half of its life before it: the answer to that may have been lost. */
function markedCertificate(
  { now, certificate, windows }: MachineState,
  names: readonly string[],
  mark: string,
  days: number,
) {
  const enough = now + (days / 2) * day;
  for (const [thumbprint, entry] of windows().stores.My) {
    const read = readCertificate(certificate(thumbprint) ?? '');
    if (read === undefined || entry.friendlyName !== mark || entry.readers === null) continue;
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
