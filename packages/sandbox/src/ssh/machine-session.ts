import type { Socket } from 'node:net';
import type { AuthContext, ParsedKey, ServerChannel, Session } from 'ssh2';
import ssh2 from 'ssh2';
import { messageOf } from '../errors.js';
import type { MachineAnswer } from '../model/machines/answers.js';
import type { MachineRequest } from '../model/machines/requests.js';
import { decodeInput, encodeAnswer, frameStart } from './frame.js';
import type { SshKeyPair } from './key-pair.js';

/** Who may log in. */
interface MachineLogins {
  /** The machine of a user's name, and whether it is on; undefined where there is none. */
  machineNamed(user: string): { readonly key: string; readonly reachable: boolean } | undefined;
}

/** Carries a request out; undefined cuts the connection. It may take its time, or never end. */
export type AnswerMachine = (machine: string, request: MachineRequest) => Promise<MachineAnswer | undefined>;

export interface SshServerOptions {
  readonly logins: MachineLogins;
  /** The server's own. */
  readonly hostKey: SshKeyPair;
  /** The key that logs in, `ssh-ed25519 AAAA...`. */
  readonly loginKey: string;
  readonly answer: AnswerMachine;
}

/** More than any request: a config file of 16 MiB and the script. */
const longestInput = 32 * 1024 * 1024;

/** Returns what serves a client from its first byte to its last. Whatever goes wrong ends that client alone. */
export function serveClients(options: SshServerOptions): (socket: Socket) => void {
  const key = ssh2.utils.parseKey(options.loginKey);
  const loginKey = key instanceof Error ? undefined : key;
  const sockets = new Map<number, Socket>();
  const server = new ssh2.Server({ hostKeys: [options.hostKey.privateKey] }, (client, { port }) => {
    // As a lost connection ends: `end` would say goodbye.
    const cut = () => sockets.get(port)?.destroy();
    let machine = '';
    client.on('error', () => {});
    client.on('authentication', (context) => {
      const found = options.logins.machineNamed(context.username);
      if (found?.reachable === false) {
        cut();
        return;
      }
      if (found === undefined || !proves(context, loginKey)) {
        context.reject(['publickey']);
        return;
      }
      machine = found.key;
      context.accept();
    });
    client.on('session', (accept) => serveSession(accept(), machine, cut, options.answer));
  });
  return (socket) => {
    const { remotePort = 0 } = socket;
    sockets.set(remotePort, socket);
    socket.once('close', () => sockets.delete(remotePort));
    server.injectSocket(socket);
  };
}

/** Whether it offers the sandbox's key, and, where it gets so far, has signed with it. */
function proves(context: AuthContext, loginKey: ParsedKey | undefined): boolean {
  if (context.method !== 'publickey' || loginKey === undefined) return false;
  if (!context.key.data.equals(loginKey.getPublicSSH())) return false;
  if (context.signature === undefined || context.blob === undefined) return true;
  return loginKey.verify(context.blob, context.signature, context.hashAlgo) === true;
}

function serveSession(session: Session, machine: string, cut: () => void, answer: AnswerMachine): void {
  session.on('pty', (accept) => accept?.());
  session.on('shell', (accept) => {
    refuse(
      accept(),
      `${JSON.stringify(machine)} is a machine of a sandbox: it runs the script of scaleout, and no shell.`,
    );
  });
  session.on('exec', (accept, _reject, { command }) => {
    const channel = accept();
    if (!isBootstrap(command)) {
      refuse(channel, 'A machine of a sandbox runs the script of scaleout, and no other command.');
      return;
    }
    void standardInput(channel)
      .then((input) => answerTo(input, (request) => answer(machine, request)))
      .catch(() => undefined)
      .then((text) => {
        if (text === undefined) cut();
        else end(channel, `${text}\n`, 0);
      });
  });
}

/** The command of every request; what stands before it says which PowerShell is to run it. */
function isBootstrap(command: string): boolean {
  const [, encoded = ''] = / -EncodedCommand ([A-Za-z0-9+/=]+)\s*$/.exec(command) ?? [];
  return Buffer.from(encoded, 'base64').toString('utf16le').includes(frameStart);
}

/** Undefined: the connection is to be cut. */
async function answerTo(
  input: string,
  answer: (request: MachineRequest) => Promise<MachineAnswer | undefined>,
): Promise<string | undefined> {
  let request: MachineRequest;
  try {
    request = decodeInput(input);
  } catch (error) {
    const message = messageOf(error);
    return encodeAnswer({ ok: false, code: 'scriptFailed', message });
  }
  const answered = await answer(request);
  return answered && encodeAnswer(answered);
}

function standardInput(channel: ServerChannel): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    channel.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= longestInput) chunks.push(chunk);
      else reject(new Error('The request is too long.'));
    });
    channel.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    channel.on('close', () => reject(new Error('The client has gone.')));
    channel.on('error', reject);
  });
}

function refuse(channel: ServerChannel, message: string): void {
  channel.on('error', () => {});
  channel.resume();
  channel.stderr.write(`${message}\r\n`);
  end(channel, '', 1);
}

function end(channel: ServerChannel, text: string, exitCode: number): void {
  if (text !== '') channel.write(text);
  channel.exit(exitCode);
  channel.end();
}
