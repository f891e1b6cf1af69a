import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Algorithms, Client, ParsedKey, ServerHostKeyAlgorithm } from 'ssh2';
import ssh2 from 'ssh2';
import { onAbort } from '../../../domain/on-abort.js';
import { ScaleoutError } from '../../../errors/errors.js';
import { messageOf } from '../../../text/printable.js';
import { type Secret, secret } from '../../secret.js';
import type { MachineLimits } from '../connection.js';
import type { SshHop } from '../reach.js';
import { hostKeyError, judgeHostKey, knownKeyTypes } from './known-hosts.js';
import { connectError, loginAttempts } from './login-attempts.js';

/** A login on one server. */
export interface SshLink extends AsyncDisposable {
  readonly client: Client;
  readonly alive: boolean;
  /** Calls back once when the connection is lost or closed; the function that it returns takes that back. */
  onLost(callback: (reason: string) => void): () => void;
}

/**
 * Logs in to one server, over a stream where it is behind another one. `server` names it in messages. Throws
 * `machine.unreachable`, `machine.login-refused` or one of the `machine.host-key-*`, or the signal's reason.
 */
export async function connectSsh(
  hop: SshHop,
  server: string,
  limits: MachineLimits,
  signal: AbortSignal,
  over?: Duplex,
): Promise<SshLink> {
  signal.throwIfAborted();
  const { host, port, user, knownHosts } = hop;
  const client = new ssh2.Client();
  const attempts = loginAttempts(hop);
  const state = {
    handshaken: false,
    refusal: undefined as Error | undefined,
    agentTrouble: undefined as string | undefined,
  };
  // Without waiting for acknowledgements: every request is a few small packets to and fro.
  const socket = over ?? new Socket().setNoDelay();
  const lost = watchLoss(client);

  try {
    await new Promise<void>((resolve, reject) => {
      const fail = (cause: unknown) => {
        stopListening();
        reject(state.refusal ?? connectError(cause, server, hop, { ...state, attempts }));
      };
      const stopListening = onAbort(signal, () => reject(signal.reason));
      client.on('error', (error) => {
        // An agent that is of no use is passed over: other ways of logging in may follow.
        if (error.level === 'agent') state.agentTrouble = messageOf(error);
        else fail(error);
      });
      client.on('handshake', () => {
        state.handshaken = true;
      });
      client.on('change password', () => {
        fail(new ScaleoutError('machine.login-refused', `${server} wants a new password for ${user} first.`));
      });
      client.on('close', () => fail(undefined));
      client.on('ready', () => {
        stopListening();
        resolve();
      });
      client.connect({
        sock: socket,
        username: user,
        authHandler: attempts.handler,
        algorithms: algorithmsFor(knownKeyTypes(knownHosts, host, port)),
        hostVerifier: (key: Buffer) => {
          const verdict = judgeHostKey(knownHosts, host, port, key);
          state.refusal = hostKeyError(verdict, { server, host, port, key }, knownHosts);
          return state.refusal === undefined;
        },
        // The limit of the caller covers this.
        readyTimeout: 0,
        keepaliveInterval: limits.keepalive,
        keepaliveCountMax: 2,
      });
      if (socket instanceof Socket && over === undefined) socket.connect({ host, port });
    });
  } catch (error) {
    socket.destroy();
    throw signal.aborted ? error : connectError(error, server, hop, { ...state, attempts });
  }
  return {
    client,
    get alive() {
      return lost.reason === undefined;
    },
    onLost: lost.onLost,
    async [Symbol.asyncDispose]() {
      if (lost.reason === undefined) await closeClient(client, limits.close);
      socket.destroy();
    },
  };
}

function watchLoss(client: Client): { readonly reason: string | undefined; readonly onLost: SshLink['onLost'] } {
  const callbacks = new Set<(reason: string) => void>();
  let reason: string | undefined;
  let trouble: string | undefined;
  client.on('error', (error) => {
    trouble ??= messageOf(error);
  });
  const lose = () => {
    reason ??= trouble === undefined ? 'the connection was closed' : `the connection was lost (${trouble})`;
    for (const callback of [...callbacks]) callback(reason);
    callbacks.clear();
  };
  client.on('end', lose).on('close', lose);
  return {
    get reason() {
      return reason;
    },
    onLost(callback) {
      callbacks.add(callback);
      return () => callbacks.delete(callback);
    },
  };
}

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
function algorithmsFor(knownTypes: readonly string[]): Algorithms {
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

/** Says farewell to a server and waits until it hangs up, at most so many milliseconds. */
async function closeClient(client: Client, limit: number): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, limit);
    client.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
    client.end();
  });
}

/**
 * The private key in an identity's text (OpenSSH, PEM or PuTTY form). Throws `machine.secret-unusable`, which names where
 * it came from and never holds a part of it.
 */
export function readPrivateKey(
  text: Secret,
  passphrase: Secret | undefined,
  where: string,
): { readonly key: Secret<ParsedKey>; readonly encrypted: boolean } {
  const plain = parse(text.reveal(), undefined);
  if (!(plain instanceof Error)) return { key: checked(plain, where), encrypted: false };
  if (!/encrypted|passphrase/i.test(plain.message)) {
    throw unusable(`The identity in ${where} is not a private key that can be read.`);
  }
  if (passphrase === undefined) {
    const detail = `The identity in ${where} is encrypted, and its access names no password to open it.`;
    throw unusable(detail);
  }
  const opened = parse(text.reveal(), passphrase.reveal());
  if (opened instanceof Error)
    throw unusable(`The identity in ${where} does not open with the password of its access.`);
  return { key: checked(opened, where), encrypted: true };
}

function parse(text: string, passphrase: string | undefined): ParsedKey | Error {
  try {
    // The type says one key; of the OpenSSH form an array comes.
    const parsed: ParsedKey | readonly ParsedKey[] | Error = ssh2.utils.parseKey(
      text.replace(/\r\n/g, '\n'),
      passphrase,
    );
    if (parsed instanceof Error) return parsed;
    const [first] = [parsed].flat();
    return first ?? new Error('no key in it');
  } catch (error) {
    return error instanceof Error ? error : new Error('not a key');
  }
}

function checked(key: ParsedKey, where: string): Secret<ParsedKey> {
  if (!key.isPrivateKey()) throw unusable(`The identity in ${where} is a public key: name the private one.`);
  return secret(key);
}

function unusable(detail: string): ScaleoutError {
  return new ScaleoutError('machine.secret-unusable', detail);
}
