import { ScaleoutError } from '../../../../errors.js';
import { fingerprint, type HostKeyVerdict, knownHostsLine } from './judge-host-key.js';
import { type KnownHostLine, type KnownHosts, typeOfKey } from './parse-known-hosts.js';

/** Whose key it is, for messages. */
export interface ShownHostKey {
  /** `ETL01 at etl01.corp.example:22` */
  readonly server: string;
  readonly host: string;
  readonly port: number;
  readonly key: Buffer;
}

/** The error of a host key that is not accepted; undefined where it is the known one. */
export function hostKeyError(verdict: HostKeyVerdict, shown: ShownHostKey, known: KnownHosts): Error | undefined {
  const { server, host, port, key } = shown;
  const shows = `${server} shows the ${typeOfKey(key) ?? 'unknown'} key ${fingerprint(key)}`;
  switch (verdict.verdict) {
    case 'known':
      return undefined;
    case 'unknown': {
      const files = known.files.length === 0 ? 'any known_hosts file' : known.files.join(' or ');
      const authority = verdict.authorities.map((line) => ` ${place(line)} names an authority, which is not used.`);
      const detail = `${shows}, which is not in ${files}.${authority.join('')} Its line: ${knownHostsLine(host, port, key)}`;
      return new ScaleoutError('machine.host-key-unknown', detail);
    }
    case 'changed': {
      const others = verdict.known.map((line) => `${fingerprint(line.key)} (${line.type}, ${place(line)})`);
      return new ScaleoutError('machine.host-key-changed', `${shows}, but what is known is ${others.join(', ')}.`);
    }
    case 'revoked':
      return new ScaleoutError('machine.host-key-changed', `${shows}, which ${place(verdict.by)} revokes.`);
  }
}

function place({ file, line }: KnownHostLine): string {
  return `${file}:${line}`;
}
