import { generateKeyPairSync, randomBytes } from 'node:crypto';

/** An Ed25519 key pair as OpenSSH keeps it. */
export interface SshKeyPair {
  /** A file's text: `-----BEGIN OPENSSH PRIVATE KEY-----` ... */
  readonly privateKey: string;
  /** `ssh-ed25519 AAAA...`, without a comment. */
  readonly publicKey: string;
}

const keyType = 'ssh-ed25519';

/** Makes a key pair. Written here, because nothing else of SSH has to be loaded to open a sandbox. */
export function makeSshKeyPair(): SshKeyPair {
  // Not exported as JWK afterwards: Node 20 then waits for itself for ever where its memory is cleared meanwhile.
  const made = generateKeyPairSync('ed25519', {
    privateKeyEncoding: { format: 'der', type: 'pkcs8' },
    publicKeyEncoding: { format: 'der', type: 'spki' },
  });
  const publicBytes = lastBytes(made.publicKey);
  const blob = Buffer.concat([text(keyType), text(publicBytes)]);
  const check = randomBytes(4);
  const secret = Buffer.concat([
    check,
    check,
    blob,
    text(Buffer.concat([lastBytes(made.privateKey), publicBytes])),
    text(''),
  ]);
  // Filled up to whole blocks of 8 with 1, 2, 3 ... (PROTOCOL.key of OpenSSH, 3).
  const padding = Buffer.from(Array.from({ length: (8 - (secret.length % 8)) % 8 }, (_, index) => index + 1));
  const bytes = Buffer.concat([
    Buffer.from('openssh-key-v1\0'),
    text('none'),
    text('none'),
    text(''),
    Buffer.from([0, 0, 0, 1]),
    text(blob),
    text(Buffer.concat([secret, padding])),
  ]);
  const lines = bytes.toString('base64').match(/.{1,70}/g) ?? [];
  return {
    privateKey: ['-----BEGIN OPENSSH PRIVATE KEY-----', ...lines, '-----END OPENSSH PRIVATE KEY-----', ''].join('\n'),
    publicKey: `${keyType} ${blob.toString('base64')}`,
  };
}

/** The public half of what `makeSshKeyPair` wrote; undefined for any other text. */
export function publicKeyOf(privateKey: string): string | undefined {
  const body = /^-----BEGIN OPENSSH PRIVATE KEY-----\n([\s\S]+)\n-----END OPENSSH PRIVATE KEY-----\n?$/.exec(
    privateKey,
  )?.[1];
  const bytes = Buffer.from(body ?? '', 'base64');
  const start = 'openssh-key-v1\0'.length + 8 + 8 + 4 + 4;
  const length = bytes.length < start + 4 ? 0 : bytes.readUInt32BE(start);
  const blob = bytes.subarray(start + 4, start + 4 + length);
  const isOurs =
    blob.length === 4 + keyType.length + 4 + 32 && blob.subarray(4, 4 + keyType.length).equals(Buffer.from(keyType));
  return isOurs ? `${keyType} ${blob.toString('base64')}` : undefined;
}

/** In either form the key itself stands last (RFC 8410). */
function lastBytes(der: Buffer): Buffer {
  return der.subarray(-32);
}

function text(value: string | Uint8Array): Buffer {
  const bytes = typeof value === 'string' ? Buffer.from(value) : Buffer.from(value);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
