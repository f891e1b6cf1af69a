import type { Socket } from 'node:net';
import type { Engine, Request } from '../engine.js';
import { agreeOnEncryption, type Encryption, type Protection } from './login/encryption.js';
import { answerLogin, type LoggedIn } from './login/login.js';
import { encryptionByte, readPreLogin, writePreLogin } from './login/prelogin.js';
import { serveRequests } from './requests/session-requests.js';
import type { Connected } from './wire/answer.js';
import { malformed } from './wire/byte-reader.js';
import { createInbox } from './wire/inbox.js';
import { createMessageJoiner, defaultPacketSize, packetType, splitIntoPackets } from './wire/packets.js';
import { createWire, type TlsContexts } from './wire/wire.js';

export interface ConnectionContext {
  readonly engine: Engine;
  readonly encryption: Encryption;
  readonly tls: TlsContexts | undefined;
  /** Milliseconds from the connection to the end of the login. */
  readonly loginLimit: number;
  readonly onRequest: ((sessionId: number, request: Request) => void) | undefined;
  readonly nextTransaction: () => bigint;
  readonly onLogin: () => void;
  readonly onLogout: () => void;
}

/** The most bytes of a message before the login (LOGIN7 itself has at most 128 KiB) and after it. */
const longestLogin = 160 * 1024;
const longestRequest = 16 * 1024 * 1024;

export interface ClientConnection {
  /** Resolves when the connection is over and its session closed. */
  readonly ended: Promise<void>;
  end(): void;
}

/** Serves one client from its first byte to its last. Never rejects: whatever goes wrong ends this connection alone. */
export function serveConnection(socket: Socket, context: ConnectionContext): ClientConnection {
  const gone = new AbortController();
  const closed = new Promise<void>((resolve) => {
    gone.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  let protection: Protection = 'none';
  let loggedIn: LoggedIn | undefined;

  const join = createMessageJoiner(
    () => (loggedIn === undefined ? longestLogin : longestRequest),
    (message) => {
      if (message.type === packetType.login && protection === 'login') {
        wire.stopTls();
      }
      inbox.push(message);
    },
  );
  const wire = createWire(socket, context.tls, {
    onBytes: join,
    onClosed: () => {
      gone.abort();
      inbox.close();
    },
  });
  const inbox = createInbox(wire);
  const connection: Connected = { wire, packetSize: defaultPacketSize, spid: 0 };

  async function logIn(): Promise<LoggedIn | undefined> {
    let first = await inbox.next();
    if (first?.type === packetType.preLogin) {
      protection = answerPreLogin(first.payload, connection, context);
      first = await inbox.next();
    }
    if (first === undefined) {
      return undefined;
    }
    if (first.type !== packetType.login) {
      throw malformed(`a message of type ${first.type} came in place of the login`);
    }
    const { engine } = context;
    const refused = (context.encryption === 'required' || protection === 'all') && !wire.secured();
    return answerLogin(first, { engine, connection, inbox, refused });
  }

  async function serve(): Promise<void> {
    const limit = setTimeout(() => wire.destroy(), context.loginLimit);
    try {
      loggedIn = await logIn();
    } finally {
      clearTimeout(limit);
    }
    if (loggedIn === undefined) {
      return;
    }
    context.onLogin();
    const { engine, onRequest, nextTransaction } = context;
    try {
      await serveRequests({ ...loggedIn, engine, connection, inbox, gone: gone.signal, onRequest, nextTransaction });
    } finally {
      loggedIn.session.close();
      context.onLogout();
    }
  }

  const served = serve().then(
    () => wire.end(),
    () => wire.destroy(),
  );
  return { ended: served.then(() => closed), end: () => wire.destroy() };
}

/** Tells the client what will be encrypted, and begins with it. */
function answerPreLogin(payload: Buffer, { wire }: Connected, { engine, encryption }: ConnectionContext): Protection {
  const client = readPreLogin(payload);
  // In TDS 8.0 all is encrypted already, and the option says nothing.
  const agreement = wire.strict()
    ? { answer: encryptionByte.notSupported, protection: 'none' as const }
    : agreeOnEncryption(client.encryption, encryption);
  const answer = writePreLogin(client, agreement.answer, engine.productVersion);
  wire.write(splitIntoPackets(answer, { type: packetType.reply, packetSize: defaultPacketSize, spid: 0 }, 1, true));
  if (agreement.protection === 'login' || agreement.protection === 'all') {
    wire.startTls();
  }
  return agreement.protection;
}
