import { once } from 'node:events';
import { Client } from 'ssh2';
import type { SshConnection } from '../../src/connection.js';
import type { InspectAnswer, MachineAnswer, OperationAnswer } from '../../src/model/machines/answers.js';
import type { MachineRequest } from '../../src/model/machines/requests.js';

/** What a command over SSH printed and ended with. */
export interface Ran {
  readonly out: string;
  readonly err: string;
  readonly exitCode: number | null;
}

/** A login to one machine of a sandbox, as any client of SSH makes it. */
export interface SandboxLogin extends AsyncDisposable {
  run(command: string, input?: string): Promise<Ran>;
  request(request: MachineRequest): Promise<MachineAnswer>;
  inspect(): Promise<InspectAnswer>;
  /** Fails where the machine refused. */
  operate(request: Exclude<MachineRequest, { readonly operation: 'inspect' }>): Promise<OperationAnswer>;
}

/** The command of every request: a PowerShell that runs what comes in, and frames what it answers. */
const program = "[Console]::In.ReadToEnd() | Out-Null; '<<<ssis-scaleout:' + ':ssis-scaleout>>>'";
export const bootstrap = `powershell.exe -NoProfile -NonInteractive -EncodedCommand ${Buffer.from(program, 'utf16le').toString('base64')}`;

/** A request as it goes to standard input, behind a script: base64 in lines of 76 characters. */
export function encodeInput(request: MachineRequest): string {
  const encoded = (text: string) =>
    Buffer.from(text)
      .toString('base64')
      .match(/.{1,76}/g) ?? [];
  const lines = [...encoded('# the script'), '--request--', ...encoded(JSON.stringify(request)), '--end--'];
  return `${lines.join('\n')}\n`;
}

/** The answer in what a machine printed; undefined where it is not one whole frame on a line. */
function decodeAnswer(output: string): MachineAnswer | undefined {
  const [, frame] = /^<<<ssis-scaleout:([A-Za-z0-9+/=]+):ssis-scaleout>>>\r?\n$/.exec(output) ?? [];
  return frame === undefined ? undefined : JSON.parse(Buffer.from(frame, 'base64').toString('utf8'));
}

/** Rejects where the login is refused. */
export async function loginTo(ssh: SshConnection, machine: string): Promise<SandboxLogin> {
  const client = new Client();
  const { host, port, privateKey, hostKey } = ssh;
  client.connect({
    host,
    port,
    username: machine,
    privateKey,
    hostVerifier: (key: Buffer) => `ssh-ed25519 ${key.toString('base64')}` === hostKey,
  });
  await once(client, 'ready');
  client.setNoDelay(true);
  client.setMaxListeners(0);
  client.on('error', () => {});
  let closed = false;
  client.once('close', () => {
    closed = true;
  });
  const run = (command: string, input = ''): Promise<Ran> =>
    new Promise((resolve, reject) => {
      client.once('close', () => reject(new Error('the connection was cut')));
      client.exec(command, (error, channel) => {
        if (error) {
          reject(error);
          return;
        }
        let [out, err] = ['', ''];
        let exitCode: number | null = null;
        channel.on('data', (bytes: Buffer) => {
          out += bytes.toString('utf8');
        });
        channel.stderr.on('data', (bytes: Buffer) => {
          err += bytes.toString('utf8');
        });
        channel.on('exit', (code: number | null) => {
          exitCode = code;
        });
        channel.on('close', () => resolve({ out, err, exitCode }));
        channel.end(input);
      });
    });
  const request = async (asked: MachineRequest): Promise<MachineAnswer> => {
    const { out, err } = await run(bootstrap, encodeInput(asked));
    const answer = decodeAnswer(out);
    if (answer === undefined) throw new Error(`no answer: ${out} ${err}`);
    return answer;
  };
  const value = async (asked: MachineRequest) => {
    const answer = await request(asked);
    if (!answer.ok) throw new Error(`${answer.code}: ${answer.message}`);
    return answer.value;
  };
  return {
    run,
    request,
    inspect: async () => (await value({ operation: 'inspect' })) as InspectAnswer,
    operate: async (asked) => (await value(asked)) as OperationAnswer,
    async [Symbol.asyncDispose]() {
      if (closed) return;
      const gone = once(client, 'close');
      client.end();
      await gone;
    },
  };
}
