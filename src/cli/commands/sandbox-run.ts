import { X509Certificate } from 'node:crypto';
import { dirname, join, resolve } from 'node:path';
import type { SshConnection } from 'ssis-scaleout-sandbox';
import { readCertificateFile } from '../../certificate/read-certificate-file.js';
import type { Immutable } from '../../domain/documents.js';
import { type MachineName, machineName, sameMachine } from '../../domain/machine-name.js';
import { isScaleoutError, ScaleoutError } from '../../errors/errors.js';
import { readFileBytes, readFileText } from '../../files/files.js';
import type { SandboxRunDocument } from '../../generated/sandbox-run.js';
import { defaultMachineLimits, failureOf, unansweredOperation } from '../../providers/machines/connection.js';
import type { OperationAnswer } from '../../providers/machines/script/answers.js';
import { machineOfScript, requestOfScript } from '../../providers/machines/script/by-hand-script.js';
import { encodeInput } from '../../providers/machines/script/frame.js';
import type { ByHandRequest } from '../../providers/machines/script/wire.js';
import { readPrivateKey } from '../../providers/machines/ssh/connect-ssh.js';
import { parseKnownHosts } from '../../providers/machines/ssh/known-hosts.js';
import { openSsh } from '../../providers/machines/ssh/open-ssh.js';
import { secret } from '../../providers/secret.js';
import { paragraph } from '../../text/layout.js';
import { jsonText, printable } from '../../text/printable.js';
import { type Command, logTo } from '../terminal.js';
import { requireSandbox } from '../world/require-sandbox.js';
import { loadSandbox } from '../world/sandbox-package.js';
import { writeOutput } from '../write-output.js';

interface SandboxRunOptions {
  readonly dir: string;
  readonly machine: string;
  /** The file that `scaleout script` printed. */
  readonly script: string;
  /** Where the worker's public certificate goes; beside the script unless told otherwise. */
  readonly out: string | undefined;
  /** The certificate whose private key the administrator has brought along: a real one has it in a PFX. */
  readonly keyOf?: string | undefined;
  readonly json: boolean;
}

/** scaleout sandbox run: what a machine's administrator does with a script of ours, on a simulated machine. */
export const sandboxRun: Command<SandboxRunOptions> = async (options, terminal) => {
  terminal.workGoesOn();
  const embedded = await loadSandbox();
  const request = await withKey(await readScript(options.script, options.machine), options.keyOf);
  const { abort } = terminal.interrupts;
  const log = logTo(terminal.err, terminal.logLevel);
  await requireSandbox(embedded, options.dir, terminal, { creates: false });
  await using sandbox = await embedded.open(options.dir, {
    signal: abort,
    log: (message) => log('warn', message),
  });
  const answer = await askMachine(sandbox.connection.ssh, machineName(options.machine), request, abort).catch(
    (error: unknown) => {
      if (!isScaleoutError(error, 'machine.login-refused')) throw error;
      const detail = `The sandbox in ${options.dir} has no machine ${JSON.stringify(options.machine)} that runs scripts.`;
      throw new ScaleoutError('command.target-unknown', detail, { cause: error, remedy: unknownRemedy });
    },
  );
  const { changed, report = [], certificate, toDo = [] } = answer;
  const thumbprint =
    certificate === undefined
      ? undefined
      : new X509Certificate(Buffer.from(certificate, 'base64')).fingerprint.replaceAll(':', '');
  const certificateFile = certificate === undefined ? undefined : (options.out ?? besideScript(options, request));
  if (certificate !== undefined && certificateFile !== undefined) {
    await writeOutput(certificateFile, pemOf(certificate), terminal);
  }
  if (options.json) {
    const { machine } = options;
    const own =
      thumbprint === undefined || certificate === undefined || certificateFile === undefined
        ? {}
        : { thumbprint, certificate, certificateFile };
    const left = toDo.length === 0 ? {} : { toDo };
    const document: Immutable<SandboxRunDocument> = { formatVersion: 1, machine, changed, report, ...left, ...own };
    terminal.out(`${jsonText(document)}\n`);
    return toDo.length === 0 ? 0 : inPart;
  }
  const screen = terminal.screen.out;
  const lines = [
    ...report.map((sentence) => paragraph('- ', printable(sentence), screen)),
    changed ? 'Done.' : 'Everything was as wanted already: nothing was changed.',
    ...(thumbprint === undefined
      ? []
      : [paragraph('', `The worker's certificate has the thumbprint ${thumbprint}.`, screen)]),
    ...(certificateFile === undefined
      ? []
      : [paragraph('', `Its public half is in ${printable(certificateFile)}.`, screen)]),
    ...toDo.map((sentence) => paragraph('', printable(`Still to be done: ${sentence}`), screen)),
  ];
  terminal.print(`${lines.join('\n')}\n`);
  return toDo.length === 0 ? 0 : inPart;
};

/** Something is left for a person. */
const inPart = 6;

/** Bytes; a script takes some 60 KiB. */
const largestScript = 4 * 1024 * 1024;

const unknownRemedy =
  'Name a machine that the sandbox set up. Machines whose access has the transport none were joined already, and nothing can be run there.';

/** Throws `command.usage` where the file is no script of ours, or is for another machine. */
async function readScript(file: string, machine: string): Promise<ByHandRequest> {
  const text = await readFileText(file, { largest: largestScript, kinds: 'any' });
  if ('failed' in text) throw new ScaleoutError('command.usage', `${resolve(file)} ${text.failed.phrase}.`);
  const request = requestOfScript(text.read);
  const intended = machineOfScript(text.read);
  if (request === undefined || intended === undefined) {
    const detail = `${file} is not a script that scaleout printed. A simulated machine runs no other: it has no PowerShell.`;
    throw new ScaleoutError('command.usage', detail, {
      remedy: 'Make one with scaleout script MACHINE --out FILE.ps1.',
    });
  }
  if (!sameMachine(intended, machine)) {
    const detail = `${file} is for ${JSON.stringify(intended)}, not for ${JSON.stringify(machine)}. Nothing was done.`;
    throw new ScaleoutError('command.usage', detail, { remedy: 'Run it on the machine that it was made for.' });
  }
  return request;
}

/** Where the script itself puts the public half. */
function besideScript({ script, machine }: SandboxRunOptions, { operation }: ByHandRequest): string {
  const name = machine.replace(/[^\p{L}\p{N}._-]/gu, '_');
  return join(dirname(script), `SSISScaleOutWorker-${name}${operation === 'newCertificate' ? '-new' : ''}.cer`);
}

/** Bytes; as for a certificate that a topology names. */
const largestCertificate = 64 * 1024;

/** Throws `command.usage` where the script takes no private key, or the file is no certificate. */
async function withKey(request: ByHandRequest, keyOf: string | undefined): Promise<ByHandRequest> {
  if (keyOf === undefined) return request;
  if (request.operation !== 'ensureMaster' || request.certificate === undefined) {
    const detail = '--key-of goes with a script for a node of the master whose topology names its certificate.';
    throw new ScaleoutError('command.usage', detail, { remedy: 'Leave --key-of out.' });
  }
  const bytes = await readFileBytes(keyOf, { largest: largestCertificate, kinds: 'any' });
  if ('failed' in bytes) throw new ScaleoutError('command.usage', `${resolve(keyOf)} ${bytes.failed.phrase}.`);
  try {
    return { ...request, keyOf: readCertificateFile(bytes.read).der };
  } catch (error) {
    if (!isScaleoutError(error)) throw error;
    const remedy = 'Name the public half, a .cer: of its private key the sandbox only notes that it is there.';
    throw new ScaleoutError('command.usage', `${keyOf}: ${error.message}`, { cause: error, remedy });
  }
}

function pemOf(der: string): string {
  const lines = der.match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

/** Has a sandbox's machine carry out the request of a script, as its administrator would. Throws `machine.*`. */
async function askMachine(
  ssh: SshConnection,
  machine: MachineName,
  request: ByHandRequest,
  signal: AbortSignal,
): Promise<OperationAnswer> {
  const { host, port, hostKey, privateKey } = ssh;
  const { key } = readPrivateKey(secret(privateKey), undefined, 'the sandbox');
  const knownHosts = parseKnownHosts(`[${host}]:${port} ${hostKey}\n`, 'the sandbox');
  const target = { host, port, user: machine, login: { key }, knownHosts };
  await using connection = await openSsh(machine, target, defaultMachineLimits, signal);
  const exchange = await connection.exchange(encodeInput(request), signal);
  if (exchange.outcome !== 'answered') throw unansweredOperation(machine, request.operation, exchange);
  const { answer } = exchange;
  if (!answer.ok) throw failureOf(machine, request.operation, answer);
  if (!('changed' in answer.value)) {
    throw new ScaleoutError(
      'machine.script-failed',
      `${request.operation} on ${machine} answered what makes no sense.`,
    );
  }
  return answer.value;
}
