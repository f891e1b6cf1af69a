import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import type { AuthContext, Connection, ParsedKey, PublicKeyAuthContext, ServerChannel } from 'ssh2';
import ssh2 from 'ssh2';
import {
  type KnownHosts,
  knownHostsLine,
  parseKnownHosts,
} from '../../../../src/providers/machines/ssh/known-hosts.js';

const { Server, utils } = ssh2;

/** One run of the script as the server sees it. */
export interface Session {
  readonly command: string;
  /** All of standard input. */
  readonly input: Promise<string>;
  readonly channel: ServerChannel;
  /** The connection it came over. */
  readonly connection: Connection;
}

export interface SshServerOptions {
  readonly serve: (session: Session) => Promise<void>;
  /** Private host keys; one of Ed25519 where none is given. */
  readonly hostKeys?: readonly string[];
  readonly user?: string;
  readonly password?: string;
  /** Takes a password by questions alone. */
  readonly asks?: boolean;
  /** Public keys that may log in, in SSH's form. */
  readonly publicKeys?: readonly Buffer[];
  /** Lets logins go on to other servers. */
  readonly forwards?: boolean;
}

/** An SSH server of a test's own on loopback. */
export interface SshServer extends AsyncDisposable {
  readonly port: number;
  readonly hostKeys: readonly string[];
  readonly knownHosts: KnownHosts;
  /** Logins since the start. */
  readonly logins: number;
  /** Passwords that were offered. */
  readonly offered: readonly string[];
  /** Connections that are open. */
  readonly open: number;
  /** Drops every connection. */
  hangUp(): void;
}

type KeyKind = 'ed25519' | 'ecdsa' | 'rsa';

/** A private key as OpenSSH keeps it. Made until it is a good one: ssh2 writes one in 256 with a byte too few. */
export function newKey(kind: KeyKind = 'ed25519', passphrase?: string): string {
  for (;;) {
    const text = generate(kind, passphrase);
    const key = utils.parseKey(text, passphrase);
    if (
      !(key instanceof Error) &&
      parsedKey(text, passphrase).verify('text', parsedKey(text, passphrase).sign('text'))
    ) {
      return text;
    }
  }
}

function generate(kind: KeyKind, passphrase: string | undefined): string {
  const encryption: object = passphrase === undefined ? {} : { passphrase, cipher: 'aes256-ctr', rounds: 8 };
  if (kind === 'ed25519') return utils.generateKeyPairSync('ed25519', encryption).private;
  if (kind === 'ecdsa') return utils.generateKeyPairSync('ecdsa', { bits: 256, ...encryption }).private;
  return utils.generateKeyPairSync('rsa', { bits: 2048, ...encryption }).private;
}

/** In SSH's form. */
export function publicPart(privateKey: string, passphrase?: string): Buffer {
  return parsedKey(privateKey, passphrase).getPublicSSH();
}

export async function startSshServer(options: SshServerOptions): Promise<SshServer> {
  const { serve, hostKeys = [newKey()], user = 'operator', forwards = false } = options;
  const clients = new Set<Connection>();
  const offered: string[] = [];
  let logins = 0;
  const server = new Server({ hostKeys: [...hostKeys] }, (client) => {
    clients.add(client);
    client.on('error', () => undefined);
    client.on('close', () => clients.delete(client));
    client.on('authentication', (context) => authenticate(context, user, options, offered));
    client.on('ready', () => {
      logins += 1;
    });
    client.on('session', (accept) => {
      accept().on('exec', (acceptExec, _reject, { command }) => {
        const channel = acceptExec();
        channel.on('error', () => undefined);
        void serve({ command, input: allOf(channel), channel, connection: client });
      });
    });
    if (!forwards) return;
    client.on('tcpip', (accept, reject, { destIP, destPort }) => {
      const upstream = connect({ host: destIP, port: destPort, noDelay: true });
      upstream.on('error', () => reject?.());
      upstream.on('connect', () => {
        const stream = accept();
        stream.on('error', () => undefined);
        stream.on('close', () => upstream.destroy());
        upstream.on('close', () => stream.close());
        stream.pipe(upstream).pipe(stream);
      });
    });
  });
  // The server's own listener would let packets wait for one another.
  const listener = createServer({ noDelay: true }, (socket) => server.injectSocket(socket));
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;
  const lines = hostKeys.map((key) => knownHostsLine('127.0.0.1', port, publicPart(key)));
  return {
    port,
    hostKeys,
    knownHosts: parseKnownHosts(lines.join('\n'), 'known_hosts'),
    get logins() {
      return logins;
    },
    offered,
    get open() {
      return clients.size;
    },
    hangUp() {
      for (const client of clients) drop(client);
    },
    async [Symbol.asyncDispose]() {
      for (const client of clients) drop(client);
      await new Promise<void>((resolve) => listener.close(() => resolve()));
    },
  };
}

/** As a network that fails: without a farewell. */
export function drop(connection: Connection): void {
  const socket: unknown = Reflect.get(connection, '_sock');
  if (typeof socket === 'object' && socket !== null) Reflect.get(socket, 'destroy').call(socket);
}

function authenticate(context: AuthContext, user: string, options: SshServerOptions, offered: string[]): void {
  const { publicKeys, password, asks = false } = options;
  const byPassword = asks ? 'keyboard-interactive' : 'password';
  const methods = [
    ...(publicKeys === undefined ? [] : (['publickey'] as const)),
    ...(password === undefined ? [] : ([byPassword] as const)),
  ];
  const decide = (accepted: boolean) => (accepted ? context.accept() : context.reject([...methods]));
  const offer = (answer: string) => {
    offered.push(answer);
    decide(answer === password && context.method === byPassword && context.username === user);
  };
  if (context.method === 'password') offer(context.password);
  else if (context.method === 'keyboard-interactive' && asks) {
    context.prompt([{ prompt: 'Password: ', echo: false }], ([answer = '']) => offer(answer));
  } else decide(context.username === user && context.method === 'publickey' && mayEnter(context, publicKeys ?? []));
}

function mayEnter({ key, signature, blob, hashAlgo }: PublicKeyAuthContext, allowed: readonly Buffer[]): boolean {
  const known = allowed.find((each) => each.equals(key.data));
  if (known === undefined) return false;
  // Without a signature it is only asked whether the key would do.
  if (signature === undefined || blob === undefined) return true;
  return parsedKey(known).verify(blob, signature, hashAlgo);
}

function parsedKey(text: string | Buffer, passphrase?: string): ParsedKey {
  const parsed: ParsedKey | readonly ParsedKey[] | Error = utils.parseKey(text, passphrase);
  if (parsed instanceof Error) throw parsed;
  const [first] = [parsed].flat();
  if (first === undefined) throw new Error('no key');
  return first;
}

/** Not by iteration: that would close the channel at its end. */
async function allOf(channel: ServerChannel): Promise<string> {
  const chunks: Buffer[] = [];
  channel.on('data', (chunk: Buffer) => chunks.push(chunk));
  await once(channel, 'end');
  return Buffer.concat(chunks).toString('latin1');
}
