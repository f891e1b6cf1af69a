import { createHash, randomBytes } from 'node:crypto';
import { makeCertificate } from '../../packages/sandbox/src/model/machines/certificate.js';
import { readCertificate } from '../../src/certificate/read-certificate.js';
import type { ConfigFile, StoredCertificate } from '../../src/domain/machines.js';
import type { Observation } from '../../src/reconciler/view/machine.js';
import type { Topology } from '../../src/topology/topology.js';

/*
 * Observations of tests have certificates that nobody can read, which is enough for the reconciler. A twin is asked over the
 * wire, where a certificate is what its bytes say. Here each of them is made anew, with the same names and dates, and put in
 * its place wherever its thumbprint stands.
 */

interface Seen {
  readonly topology: Topology;
  readonly observation: Observation;
}

export function withRealCertificates({ topology, observation }: Seen): Seen {
  const made = new Map<string, ReturnType<typeof readCertificate>>();
  for (const certificate of certificatesOf(observation)) {
    if (!made.has(certificate.thumbprint)) made.set(certificate.thumbprint, realOf(certificate));
  }
  const replace = (text: string) => text.replace(/[0-9A-F]{40}/g, (print) => made.get(print)?.thumbprint ?? print);
  const change = (value: unknown): unknown => {
    if (typeof value === 'string') return replace(value);
    if (Array.isArray(value)) return value.map(change);
    if (value instanceof Set) return new Set([...value].map(change));
    if (value instanceof Map) return new Map([...value].map(([key, one]) => [key, change(one)]));
    if (typeof value !== 'object' || value === null) return value;
    const real = isCertificate(value) ? made.get(value.thumbprint) : undefined;
    const fields = Object.fromEntries(Object.entries(value).map(([name, one]) => [name, change(one)]));
    if (isConfig(value)) return configOf(value, replace);
    return real === undefined ? fields : { ...fields, ...real };
  };
  return change({ topology, observation }) as Seen;
}

/** Those with a key first: of one that is in several stores, they say most. */
function certificatesOf({ machines }: Observation): readonly StoredCertificate[] {
  const all = [...machines.values()].flatMap((machine) =>
    machine.known
      ? [machine.value.root, machine.value.my].flatMap((store) => (store.known ? store.value.certificates : []))
      : [],
  );
  return [...all.filter(({ keyReaders }) => keyReaders !== null), ...all];
}

function realOf({ names, notBefore, notAfter, selfSigned, issuer }: StoredCertificate) {
  const wish = {
    names,
    alternativeNames: names,
    usage: 'both',
    notBefore: Date.parse(notBefore),
    notAfter: Date.parse(notAfter),
    ...(selfSigned ? {} : { issuer: issuer.replace('CN=', '') }),
  } as const;
  return readCertificate(Buffer.from(makeCertificate(wish, randomBytes).der, 'base64'));
}

function isCertificate(value: object): value is StoredCertificate {
  return 'thumbprint' in value && 'der' in value;
}

function isConfig(value: object): value is ConfigFile {
  return 'sha256' in value && 'content' in value && 'path' in value;
}

function configOf({ path, content }: ConfigFile, replace: (text: string) => string): ConfigFile {
  const bytes = Buffer.from(replace(Buffer.from(content, 'base64').toString('latin1')), 'latin1');
  return { path, content: bytes.toString('base64'), sha256: createHash('sha256').update(bytes).digest('hex') };
}
