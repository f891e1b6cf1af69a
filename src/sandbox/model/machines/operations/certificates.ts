import type { MachineOperation } from '../../../../reconciler/machines.js';
import { makeCertificate } from '../certificate/make-certificate.js';
import { readCertificate } from '../certificate/read-certificate.js';
import type { MachineState } from '../machine-state.js';
import { done, type Outcome, refused, unchanged } from './outcome.js';

type Operation<Name extends MachineOperation['operation']> = Extract<MachineOperation, { readonly operation: Name }>;

export function trustCertificate(machine: MachineState, operation: Operation<'trustCertificate'>): Outcome {
  const { certificate, thumbprint, mark } = operation;
  const read = readCertificate(certificate);
  if (read === undefined) return refused('certificateInvalid', 'The certificate cannot be read.');
  if (read.thumbprint !== thumbprint.toUpperCase()) {
    return refused('certificateInvalid', `The certificate has the thumbprint ${read.thumbprint}, not ${thumbprint}.`);
  }
  if (machine.windows().stores.Root.has(read.thumbprint)) return unchanged;
  machine.keepCertificate(certificate);
  machine.putCertificate('Root', read.thumbprint, { friendlyName: mark, readers: null });
  return done;
}

export function distrustCertificate(machine: MachineState, operation: Operation<'distrustCertificate'>): Outcome {
  const thumbprint = operation.thumbprint.toUpperCase();
  const entry = machine.windows().stores.Root.get(thumbprint);
  if (entry === undefined) return unchanged;
  if (entry.readers !== null) {
    return refused('moved', `The certificate ${thumbprint} has a private key in Root: it belongs to this machine.`);
  }
  machine.putCertificate('Root', thumbprint, null);
  return done;
}

/** One of ours that still does is taken: the answer to the first request may have been lost. */
export function createCertificate(machine: MachineState, operation: Operation<'createCertificate'>): Outcome {
  const { names, mark, days } = operation;
  const { stores } = machine.windows();
  for (const [thumbprint, entry] of stores.My) {
    const der = machine.certificate(thumbprint);
    const read = der === undefined ? undefined : readCertificate(der);
    if (der === undefined || read === undefined || entry.friendlyName !== mark || entry.readers === null) continue;
    if (read.notAfter > machine.now && names.every(read.covers)) return { changed: false, certificate: der };
  }
  const { now, model } = machine;
  const validity = { notBefore: now - 600_000, notAfter: now + days * 86_400_000 };
  const { der, thumbprint } = makeCertificate({ names, usage: 'client', ...validity }, model.random);
  machine.keepCertificate(der);
  machine.putCertificate('My', thumbprint, { friendlyName: mark, readers: ['S-1-5-18', 'S-1-5-32-544'] });
  return { changed: true, certificate: der };
}

export function grantKey(machine: MachineState, operation: Operation<'grantKey'>): Outcome {
  const thumbprint = operation.thumbprint.toUpperCase();
  const service = machine.serviceNamed(operation.service);
  if (service === undefined) return refused('serviceMissing', `There is no service ${operation.service}.`);
  const entry = machine.windows().stores[operation.store].get(thumbprint);
  if (entry === undefined) {
    return refused('certificateMissing', `The certificate ${thumbprint} is not in LocalMachine\\${operation.store}.`);
  }
  if (entry.readers === null) return refused('keyMissing', `The certificate ${thumbprint} has no private key here.`);
  const { accountSid } = service.row;
  if (typeof accountSid !== 'string') {
    return refused('serviceFailed', `The account of ${service.name} has no SID that could be found.`);
  }
  if (entry.readers.includes(accountSid)) return unchanged;
  const readers = [...entry.readers, accountSid];
  machine.putCertificate(operation.store, thumbprint, { friendlyName: entry.friendlyName, readers });
  return done;
}
