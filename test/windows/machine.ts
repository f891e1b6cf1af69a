import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { shellWord } from '../../src/text/printable.js';

const folder = process.env.WINDOWS_MACHINE ?? '';
const enter = join(folder, 'in');

/** The program that stands for the machine's powershell.exe: standard input, output and exit code. */
export const powershell = join(folder, 'powershell');

/** Why nothing can be tested on Windows here; undefined where it can. */
export const windowsMissing: string | undefined =
  folder === ''
    ? 'WINDOWS_MACHINE does not name the folder of a Windows-like machine'
    : [enter, powershell].every((program) => existsSync(program))
      ? undefined
      : `WINDOWS_MACHINE names ${folder}, which lacks the program in or powershell`;

/** node.exe for the machine; undefined where WINDOWS_NODE names none. */
export const windowsNode: string | undefined = process.env.WINDOWS_NODE || undefined;

/** What a program of the machine printed and how it ended. */
export interface Ended {
  readonly out: string;
  readonly err: string;
  readonly code: number | null;
}

/** Runs a command in the machine, such as `wine` or `sh`, without a console of its own. */
export async function inMachine(words: readonly string[], input: Uint8Array | string = ''): Promise<Ended> {
  return ended(spawn(enter, words), input);
}

/** Runs the machine's PowerShell with these arguments. */
export async function runPowerShell(words: readonly string[], input = ''): Promise<Ended> {
  return ended(spawn(powershell, ['-NoProfile', '-NonInteractive', ...words]), input);
}

/** What a script prints in the machine's PowerShell; throws where it fails. */
export async function windowsScript(script: string): Promise<string> {
  const whole = `$ErrorActionPreference = 'Stop'; try { ${script}\n} catch { [Console]::Out.WriteLine("failed: $_ $($_.ScriptStackTrace)"); exit 9 }`;
  const { out, code } = await runPowerShell(['-EncodedCommand', encoded(whole)]);
  if (code !== 0) throw new Error(`the machine's PowerShell ended with ${code}: ${out}`);
  return out.replaceAll('\r\n', '\n').trimEnd();
}

/** Words for `sh -c` that run the machine's PowerShell on the console of the caller. */
export function powerShellLine(words: readonly string[]): string {
  return commandLine(['wine', 'C:\\windows\\system32\\WindowsPowerShell\\v1.0\\powershell.exe', ...words]);
}

/** For -EncodedCommand: base64 of UTF-16LE. */
export function encoded(script: string): string {
  return Buffer.from(script, 'utf16le').toString('base64');
}

async function ended(child: ReturnType<typeof spawn>, input: Uint8Array | string): Promise<Ended> {
  const { stdin, stdout, stderr } = child;
  if (stdin === null || stdout === null || stderr === null) throw new Error('no pipes');
  stdin.on('error', () => undefined);
  stdin.end(input);
  const [out, err, [code]] = await Promise.all([text(stdout), text(stderr), once(child, 'close')]);
  return { out, err, code };
}

/** Writes a file of drive C: (`test\\x.ps1`), whose folder is made. */
export async function writeWindowsFile(path: string, bytes: Uint8Array | string): Promise<void> {
  const unix = path.replaceAll('\\', '/');
  const { code, err } = await inMachine(
    ['sh', '-c', 'f="$WINEPREFIX/drive_c/$1"; mkdir -p "$(dirname "$f")" && cat >"$f"', 'sh', unix],
    bytes,
  );
  if (code !== 0) throw new Error(`${path} could not be written: ${err}`);
}

/** The bytes of a file of drive C:. */
export async function readWindowsFile(path: string): Promise<Buffer> {
  const printed = await windowsScript(
    `[Console]::Out.WriteLine([Convert]::ToBase64String([IO.File]::ReadAllBytes('C:\\${path}')))`,
  );
  return Buffer.from(printed, 'base64');
}

/** A process of the machine's PowerShell that does something until it is told to end. */
export interface Holding extends AsyncDisposable {
  readonly ended: Promise<Ended>;
}

/** Runs a script that prints `ready` and then reads a line, and waits until it is ready. */
export async function holdingScript(script: string): Promise<Holding> {
  const whole = `$ErrorActionPreference = 'Stop'; ${script}; [Console]::Out.WriteLine('ready'); $null = [Console]::In.ReadLine()`;
  const child = spawn(powershell, ['-NoProfile', '-NonInteractive', '-EncodedCommand', encoded(whole)]);
  let out = '';
  const end = once(child, 'close').then(([code]) => ({ out, err: '', code }) as Ended);
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (bytes: Buffer) => {
      out += bytes.toString();
      if (out.includes('ready')) resolve();
    });
    void end.then(({ code }) => reject(new Error(`it ended with ${code}: ${out}`)));
  });
  return {
    ended: end,
    async [Symbol.asyncDispose]() {
      child.stdin.end('\n');
      await end;
    },
  };
}

const stateScript = readFileSync(fileURLToPath(new URL('machine-state.ps1', import.meta.url)), 'utf8');

/** Brings services, configs, stores, bindings and the firewall back to what they were when the machine was started. */
export async function restoreMachine(): Promise<void> {
  await windowsScript(`${stateScript}\nRestore-MachineState`);
}

/** Makes a service misbehave until `restoreMachine`: slow by 4 s, or gone before it runs. The machine's own services know how. */
export async function setServiceFault(service: string, fault: 'slowstart' | 'slowstop' | 'diestart'): Promise<void> {
  await windowsScript(`${stateScript}\nSet-ServiceFault '${service}' '${fault}'`);
}

/** Makes a certificate with its key in Root, as setup does for a master, and names it in the master's config; its thumbprint. */
export function masterInRoot(): Promise<string> {
  return windowsScript(`
    $made = New-SelfSignedCertificate -Subject 'CN="SQLETL01"' -DnsName 'SQLETL01' -FriendlyName 'SSISScaleOutMaster' -NotAfter ([DateTime]::Now.AddDays(1825)) -CertStoreLocation 'Cert:\\LocalMachine\\My' -Provider 'Microsoft Enhanced RSA and AES Cryptographic Provider' -KeyAlgorithm RSA -KeyLength 2048 -KeySpec KeyExchange -KeyExportPolicy NonExportable -HashAlgorithm SHA256
    $root = [Security.Cryptography.X509Certificates.X509Store]::new('Root', 'LocalMachine')
    $root.Open('ReadWrite'); $root.Add($made); $root.Close()
    $image = (Get-ItemProperty 'HKLM:\\SYSTEM\\CurrentControlSet\\Services\\SSISScaleOutMaster160').ImagePath
    $config = [IO.Path]::Combine([IO.Path]::GetDirectoryName(($image -replace '^"([^"]+)".*$', '$1')), 'MasterSettings.config')
    $text = [IO.File]::ReadAllText($config) -replace '(?<="SSLCertThumbprint":\\s*")[^"]*', $made.Thumbprint
    [IO.File]::WriteAllText($config, $text)
    [Console]::Out.WriteLine($made.Thumbprint)`);
}

/**
 * Starts the machine and notes its state. What returns brings the state back, and ends the machine unless it ran before.
 */
export async function startMachine(): Promise<() => Promise<void>> {
  const ranBefore = processesOfMachine().length > 0;
  // Root keeps what is added to it only while this program runs.
  const holder = spawn(enter, ['wine', 'C:\\hold.exe'], { detached: true, stdio: 'ignore' });
  const gone = once(holder, 'exit');
  const stop = async () => {
    if (holder.pid !== undefined && holder.exitCode === null) process.kill(-holder.pid, 'SIGTERM');
    await gone;
    if (ranBefore) return;
    await inMachine(['wineserver', '-k']);
    for (const end = performance.now() + 20_000; processesOfMachine().length > 0; await delay(100)) {
      if (performance.now() > end) throw new Error(`still there: ${processesOfMachine().join(', ')}`);
    }
  };
  try {
    await windowsScript(`${stateScript}\nSave-MachineState`);
  } catch (error) {
    await stop();
    throw error;
  }
  return async () => {
    try {
      await windowsScript(`${stateScript}\nRestore-MachineState; [IO.File]::Delete($note)`);
    } finally {
      await stop();
    }
  };
}

/** The processes whose root is inside the machine's folder. */
function processesOfMachine(): readonly string[] {
  const inside = `${realpathSync(folder)}/`;
  return readdirSync('/proc').filter((name) => {
    try {
      return /^\d+$/.test(name) && readlinkSync(`/proc/${name}/root`).startsWith(inside);
    } catch {
      return false;
    }
  });
}

/** Words for `sh -c`: in the machine, without a console. */
export function commandLine(words: readonly string[]): string {
  return [enter, ...words].map((word) => shellWord(word, 'linux')).join(' ');
}
