import type { Algorithms, ServerHostKeyAlgorithm } from 'ssh2';

/* Cheap and safe first (a fleet is many handshakes on few cores), then what a server in FIPS mode or of 2019 has. No SHA-1. */
const common = {
  kex: [
    'curve25519-sha256',
    'curve25519-sha256@libssh.org',
    'ecdh-sha2-nistp256',
    'ecdh-sha2-nistp384',
    'ecdh-sha2-nistp521',
    'diffie-hellman-group14-sha256',
    'diffie-hellman-group16-sha512',
    'diffie-hellman-group-exchange-sha256',
  ],
  cipher: ['aes128-gcm@openssh.com', 'aes256-gcm@openssh.com', 'aes128-ctr', 'aes192-ctr', 'aes256-ctr'],
  hmac: ['hmac-sha2-256-etm@openssh.com', 'hmac-sha2-512-etm@openssh.com', 'hmac-sha2-256', 'hmac-sha2-512'],
  compress: ['none'],
} as const;

const hostKeyAlgorithms: readonly ServerHostKeyAlgorithm[] = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'rsa-sha2-512',
  'rsa-sha2-256',
];

/** What we offer a server of whose host keys these kinds are known: theirs first, else it would show another one. */
export function algorithmsFor(knownTypes: readonly string[]): Algorithms {
  const known = (algorithm: string) => knownTypes.includes(algorithm.startsWith('rsa-sha2') ? 'ssh-rsa' : algorithm);
  const serverHostKey = [
    ...hostKeyAlgorithms.filter(known),
    ...hostKeyAlgorithms.filter((algorithm) => !known(algorithm)),
  ];
  return {
    kex: [...common.kex],
    cipher: [...common.cipher],
    hmac: [...common.hmac],
    compress: [...common.compress],
    serverHostKey,
  };
}
