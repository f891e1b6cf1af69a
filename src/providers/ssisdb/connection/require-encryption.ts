import type { EventEmitter } from 'node:events';
import { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { Connection } from 'tedious';
import { ScaleoutError } from '../../../errors/errors.js';
import { notEncrypted, type PlainExchange, watchPlainExchange } from './plain-exchange.js';
import type { SqlConnection } from './sql-connection.js';

/** The parts of tedious' connection that its types do not name. */
interface Internals extends EventEmitter {
  readonly socket?: unknown;
  /** The first message on a new socket, also on that of a server to which another one redirected. */
  sendPreLogin(): void;
  /** The login: name and password, the token, or the beginning of NTLM. */
  sendLogin7Packet(): void;
}

const hooks = ['sendPreLogin', 'sendLogin7Packet'] as const satisfies readonly (keyof Internals)[];

/**
 * Throws `catalog.not-encrypted` where tedious' connections are not those that `requireEncryption` knows. It is asked before
 * the first connection is made: one that has begun to connect cannot be held back any more.
 */
export function checkDriver(prototype: object = Connection.prototype): void {
  const missing = hooks.filter((name) => typeof (prototype as Partial<Internals>)[name] !== 'function');
  if (missing.length === 0) return;
  throw new ScaleoutError(
    'catalog.not-encrypted',
    `This version of tedious has no ${missing.join(' and no ')}: it could log in without encryption.`,
    {
      remedy:
        'This is a fault of scaleout: report it. Until it is mended, use the version of tedious that came with it.',
    },
  );
}

/**
 * Makes encryption a demand: tedious 19 takes `encrypt: true` for a wish. It logs in as plain text, the password
 * included, where the server's PRELOGIN says that it does not encrypt, be it that one byte was changed on the way; of such an
 * answer MS-TDS 2.2.6.5 says that the connection is to be ended.
 *
 * A login is refused with `ENOTENCRYPTED`, before a byte of it has left, unless it goes through TLS with a certificate that was
 * checked, or need not be (`trustServerCertificate`; under `strict` it is checked all the same).
 */
export function requireEncryption(
  connection: EventEmitter,
  { encrypt, trustServerCertificate }: Pick<SqlConnection, 'encrypt' | 'trustServerCertificate'>,
): void {
  const internals = connection as Internals;
  const { sendPreLogin, sendLogin7Packet } = internals;
  const isStrict = encrypt === 'strict';
  const mustVerify = isStrict || !trustServerCertificate;
  /** Of the socket that is watched; under `strict` there is none, since nothing is ever plain. */
  let exchange: PlainExchange | undefined;
  let watched: unknown;
  /** What TLS began inside the exchange. */
  let session: unknown;

  const lack = (of: unknown): string | undefined => {
    if (!(of instanceof TLSSocket)) return 'the server did not agree to encrypt the connection';
    // OpenSSL has such ciphers where NODE_OPTIONS asks for them: the login could be read on the way.
    if (/NULL/i.test(of.getCipher()?.name ?? 'NULL')) return 'the cipher that was agreed on does not encrypt';
    return mustVerify && !of.authorized ? "the server's certificate was not checked" : undefined;
  };
  const requireTls = (of: unknown) => {
    const why = lack(of);
    if (why !== undefined) throw notEncrypted(why);
  };

  connection.on('secure', (cleartext: unknown) => {
    session = cleartext;
    if (lack(cleartext) === undefined) exchange?.encryptionBegan();
  });
  internals.sendPreLogin = () => {
    const { socket } = internals;
    session = undefined;
    exchange = undefined;
    watched = socket;
    if (isStrict) requireTls(socket);
    else if (socket instanceof Socket) exchange = watchPlainExchange(socket);
    else throw notEncrypted('the driver has no socket that can be watched');
    sendPreLogin.call(internals);
  };
  internals.sendLogin7Packet = () => {
    requireTls(isStrict ? internals.socket : session);
    const isWatched = internals.socket === watched && (isStrict || exchange?.isEncrypted === true);
    if (!isWatched) throw notEncrypted('the driver logs in over another socket');
    sendLogin7Packet.call(internals);
  };
}
