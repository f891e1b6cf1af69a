// The script, run by a PowerShell of this machine: here, or through remoting (WinRM).

import { type ChildProcess, spawn } from 'node:child_process';
import { type MachineName, sameMachine } from '../../domain/machine-name.js';
import { onAbort } from '../../domain/on-abort.js';
import { ScaleoutError } from '../../errors/errors.js';
import { fullLanguage, languageErrors } from '../../facts/windows.js';
import { type Connection, collectAnswer, type Exchange, remoteText } from './connection.js';
import type { WinrmTarget } from './reach.js';
import { bootstrapCommand, frameScript } from './script/frame.js';
import type { MachineAnswer } from './script/wire.js';

/** This machine itself, which is called `hostName`. Throws `machine.wrong-host` where another one is meant. */
export function openLocal(machine: MachineName, hostName: string, powerShell: LocalPowerShell): Connection {
  if (!sameMachine(machine, hostName)) {
    const detail = `${machine} has the transport local, but scaleout runs on ${hostName}.`;
    throw new ScaleoutError('machine.wrong-host', detail, {
      remedy: `Run scaleout on ${machine}, or use ssh or winrm.`,
    });
  }
  return processConnection(async (input, signal) => {
    const { answer, said, exitCode } = await runPowerShell(powerShell, bootstrapCommand(), input, signal);
    if (answer !== undefined) return { outcome: 'answered', answer };
    return { outcome: 'noAnswer', said: remoteText(said), exitCode };
  });
}

/** The PowerShell of this machine. */
export interface LocalPowerShell {
  /** The program's path or name. */
  readonly program: string;
}

interface PowerShellEnd {
  readonly answer: MachineAnswer | undefined;
  /** The beginning of what it printed, as it came. */
  readonly said: string;
  /** Null where it was killed. */
  readonly exitCode: number | null;
}

/**
 * Runs an encoded command in this machine's PowerShell, without a shell around it, with that on its standard input. Throws
 * `machine.transport-unavailable` where it cannot be started; an aborted signal kills it.
 */
async function runPowerShell(
  { program }: LocalPowerShell,
  encodedCommand: string,
  input: string,
  signal: AbortSignal,
): Promise<PowerShellEnd> {
  signal.throwIfAborted();
  const child = spawn(program, ['-NoProfile', '-NonInteractive', '-EncodedCommand', encodedCommand], {
    stdio: 'pipe',
    windowsHide: true,
  });
  const collected = collectAnswer();
  return new Promise((resolve, reject) => {
    const settle = (conclude: () => void) => {
      stopListening();
      conclude();
    };
    const end = (exitCode: number | null) => {
      const answer = collected.atEnd();
      settle(() => resolve({ answer, said: collected.said(), exitCode }));
    };
    const stopListening = onAbort(signal, () => {
      drop(child);
      settle(() => reject(signal.reason));
    });
    child.on('error', (cause) => {
      const code = Reflect.get(cause, 'code');
      const detail = `${program} cannot be started here (${String(code ?? cause.message)}).`;
      settle(() => reject(new ScaleoutError('machine.transport-unavailable', detail, { cause })));
    });
    child.on('close', end);
    child.stdout.on('data', (bytes: Buffer) => {
      collected.output(bytes);
      if (!collected.tooMuch) return;
      drop(child);
      end(null);
    });
    child.stderr.on('data', (bytes: Buffer) => collected.errors(bytes));
    // It may end before it has read everything.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}

function drop(child: ChildProcess): void {
  child.kill('SIGKILL');
  for (const stream of child.stdio) stream?.destroy();
}

/** A connection of which every exchange is a process of its own; closing it ends those that run. */
function processConnection(run: (input: string, signal: AbortSignal) => Promise<Exchange>): Connection {
  const running = new Set<AbortController>();
  let alive = true;
  return {
    get alive() {
      return alive;
    },
    async exchange(input, signal) {
      signal.throwIfAborted();
      const ending = new AbortController();
      const stopListening = onAbort(signal, () => ending.abort(signal.reason));
      running.add(ending);
      try {
        return await run(input, ending.signal);
      } catch (error) {
        signal.throwIfAborted();
        if (ending.signal.aborted) return { outcome: 'cut', reason: 'the process was ended here' };
        throw error;
      } finally {
        running.delete(ending);
        stopListening();
      }
    },
    async [Symbol.asyncDispose]() {
      alive = false;
      for (const ending of running) ending.abort();
    },
  };
}

const tlsPort = 5986;

/**
 * PowerShell remoting by this machine's PowerShell: the system's Kerberos and encryption. Each exchange has a session of
 * its own there.
 */
export function openWinrm(machine: MachineName, target: WinrmTarget, powerShell: LocalPowerShell): Connection {
  return processConnection(async (input, signal) => {
    const end = await runPowerShell(powerShell, winrmCommand(), sessionInput(target, input), signal);
    return exchangeOf(end, machine, target);
  });
}

/** Base64 of JSON: standard input has the encoding of the console. A password goes this way and no other. */
function sessionInput({ host, port, credential }: WinrmTarget, input: string): string {
  const session = {
    computerName: host,
    port,
    useSsl: port === tlsPort,
    ...(credential === undefined ? {} : { user: credential.user, password: credential.password.reveal() }),
    script: frameScript,
    input,
  };
  const lines =
    Buffer.from(JSON.stringify(session))
      .toString('base64')
      .match(/.{1,4096}/g) ?? [];
  return `${lines.join('\n')}\n`;
}

function exchangeOf({ answer, said, exitCode }: PowerShellEnd, machine: MachineName, target: WinrmTarget): Exchange {
  if (answer !== undefined) return { outcome: 'answered', answer };
  const { host, port, credential } = target;
  const secrets = credential === undefined ? [] : [credential.password];
  const trouble = winrmTrouble(said);
  if (trouble === undefined) return { outcome: 'noAnswer', said: remoteText(said, secrets), exitCode };
  const reason = remoteText(trouble.message, secrets).replace(/\.$/, '');
  switch (trouble.kind) {
    case 'lost':
      return { outcome: 'cut', reason };
    case 'refused':
      throw new ScaleoutError('machine.login-refused', `${machine} at ${host}:${port} refused the login: ${reason}.`);
    case 'language':
      throw new ScaleoutError('machine.language-mode', `${machine} at ${host}:${port}: ${reason}.`);
    case 'here':
      throw new ScaleoutError(
        'machine.language-mode',
        `PowerShell of this machine, which is to reach ${machine} at ${host}:${port}, does not run in ${fullLanguage.value} mode.`,
      );
    case 'unreachable':
      throw new ScaleoutError('machine.unreachable', `${machine} at ${host}:${port} cannot be reached: ${reason}.`);
  }
}

/**
 * What this machine's PowerShell runs to reach another one, the same for every request: target, script and request are JSON
 * on standard input. Connecting and running are apart, for only the first can be said to have had no effect.
 */
const winrmBootstrap = `if([string]$ExecutionContext.SessionState.LanguageMode-ne'${fullLanguage.value}'){'<<<winrm:'+'here::winrm>>>';exit}
$ErrorActionPreference='Stop';$ProgressPreference='SilentlyContinue'
$i=@($input)-join"\`n";if(!$i){$i=[Console]::In.ReadToEnd()}
function say($k,$m){[Console]::Out.WriteLine('<<<winrm:'+$k+':'+[Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes([string]$m))+':winrm>>>')}
$s=$null
try{
$r=ConvertFrom-Json ([Text.Encoding]::UTF8.GetString([Convert]::FromBase64String(($i-replace'\\s',''))))
$a=@{ComputerName=$r.computerName;Port=$r.port}
if($r.useSsl){$a.UseSSL=$true}
if($r.user){$p=[Security.SecureString]::new();foreach($c in $r.password.ToCharArray()){$p.AppendChar($c)}
$a.Credential=[Management.Automation.PSCredential]::new($r.user,$p)}
$s=New-PSSession @a
}catch{$e=$_.Exception;$k='unreachable';if(5,1326-contains$e.ErrorCode){$k='refused'};say $k $_}
if($s){
try{[Console]::Out.WriteLine([string]@(Invoke-Command -Session $s -ScriptBlock ([ScriptBlock]::Create($r.script)) -ArgumentList $r.input)[-1])
}catch{$k='lost';if('${languageErrors.value.join(',')}'-split','-contains$_.FullyQualifiedErrorId){$k='language'};say $k $_}
try{Remove-PSSession $s}catch{}
}`;

/** For -EncodedCommand: base64 of UTF-16LE. */
function winrmCommand(): string {
  return Buffer.from(winrmBootstrap, 'utf16le').toString('base64');
}

interface WinrmTrouble {
  /** `language`: the endpoint there runs no scripts; `here`: this machine's PowerShell does not run in full. */
  readonly kind: 'unreachable' | 'refused' | 'lost' | 'language' | 'here';
  readonly message: string;
}

/** What the bootstrap said of a connection that it did not get or lost. */
function winrmTrouble(said: string): WinrmTrouble | undefined {
  const [, kind, message] =
    /<<<winrm:(unreachable|refused|lost|language|here):([A-Za-z0-9+/=]*):winrm>>>/.exec(said) ?? [];
  if (kind === undefined || !isKind(kind)) return undefined;
  return { kind, message: Buffer.from(message ?? '', 'base64').toString('utf8') };
}

function isKind(kind: string): kind is WinrmTrouble['kind'] {
  return ['unreachable', 'refused', 'lost', 'language', 'here'].includes(kind);
}
