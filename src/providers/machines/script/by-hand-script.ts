import { fullLanguage } from '../../../facts/windows.js';
import { machineFunctions } from '../../../generated/machine-script.js';
import { type ByHandRequest, isByHandRequest } from './wire.js';

/** What the script says of itself, in comments. */
export interface ByHandHeading {
  /** The machine that it is for: it refuses to run on any other. */
  readonly machine: string;
  readonly topology: string;
  readonly toolVersion: string;
  /** ISO 8601. */
  readonly createdAt: string;
}

const requestLine = "$requestText = @'";
const machineLine = "$machineText = @'";
const endLine = "'@";

const purposes: Readonly<Record<ByHandRequest['operation'], (machine: string) => string>> = {
  ensureWorker: (machine) => `Sets up the machine ${machine} as a worker of SSIS Scale Out.`,
  ensureMaster: (machine) => `Sets up the machine ${machine} as a node of the master of SSIS Scale Out.`,
  newCertificate: (machine) =>
    `Makes a new certificate for the worker ${machine} of SSIS Scale Out, beside the one that it uses.`,
};

/**
 * One .ps1 that an administrator of the machine runs as it is. Safe to run twice. ASCII with CRLF: Windows PowerShell
 * reads a file without a byte order mark as ANSI. What comes from elsewhere is JSON in here-strings, which nothing expands.
 */
export function byHandScript(request: ByHandRequest, heading: ByHandHeading): string {
  const takesPfx = request.operation === 'ensureMaster' && request.certificate !== undefined;
  const lines = [
    `# ${purposes[request.operation](asciiJson(heading.machine))}`,
    `# Made by ssis-scaleout ${asciiJson(heading.toolVersion)} at ${asciiJson(heading.createdAt)} from the topology ${asciiJson(heading.topology)}.`,
    '#',
    '# Run it on that machine as an administrator:',
    '#     powershell.exe -NoProfile -ExecutionPolicy Bypass -File <this file>',
    '# It changes only what is not as wanted, says what it did, and can be run again at any time. It holds no secret.',
    '# It ends with 0 where all is done, with 1 where it stopped, and with 2 where something is left for a person.',
    ...(takesPfx
      ? [
          "# Where the private key of the master's certificate is not there yet, add -PfxPath and the path of the PFX that has it.",
          '# The password is asked for. The key goes from that file into the store of this machine, and nowhere else.',
          "param([string]$PfxPath = '')",
        ]
      : ["$PfxPath = ''"]),
    '',
    `if ([string]$ExecutionContext.SessionState.LanguageMode -ne '${fullLanguage.value}') {`,
    `    Write-Host 'PowerShell does not run in ${fullLanguage.value} mode for this account: a policy of this machine (WDAC, AppLocker) forbids it. Nothing was done.'`,
    '    exit 1',
    '}',
    "$ErrorActionPreference = 'Stop'",
    "$ProgressPreference = 'SilentlyContinue'",
    requestLine,
    asciiJson(request),
    endLine,
    machineLine,
    asciiJson(heading.machine),
    endLine,
    '',
    ...machineFunctions.trimEnd().split('\n'),
    '',
    'exit (Invoke-ByHand $requestText $machineText $PSScriptRoot $PfxPath)',
    '',
  ];
  return lines.join('\r\n');
}

/** The request of such a script, whatever its line ends are now; undefined where it is none. */
export function requestOfScript(text: string): ByHandRequest | undefined {
  const value = jsonAfter(text, requestLine);
  return isByHandRequest(value) ? value : undefined;
}

/** The machine that such a script is for; undefined where it is none. */
export function machineOfScript(text: string): string | undefined {
  const value = jsonAfter(text, machineLine);
  return typeof value === 'string' ? value : undefined;
}

function jsonAfter(text: string, line: string): unknown {
  const lines = text.split(/\r?\n/);
  const at = lines.indexOf(line);
  if (at === -1 || lines[at + 2] !== endLine) return undefined;
  try {
    return JSON.parse(lines[at + 1] ?? '');
  } catch {
    return undefined;
  }
}

/** JSON in one line of printable ASCII. */
function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(/[^ -~]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
