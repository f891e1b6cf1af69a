import { ScaleoutError } from '../../../errors/errors.js';
import { fullLanguage } from '../../../facts/windows.js';
import { machineScript } from '../../../generated/machine-script.js';
import { isMachineAnswer, isMachineRequest, type MachineAnswer, type MachineRequest } from './wire.js';

/* Base64 holds none of these, so that they can be looked for without decoding anything. */
export const requestMark = '--request--';
export const endMark = '--end--';
export const frameStart = '<<<ssis-scaleout:';
export const frameEnd = ':ssis-scaleout>>>';

/** What goes to standard input: script and request as base64 in lines short enough for any pipe. ASCII, LF. */
export function encodeInput(request: MachineRequest): string {
  scriptLines ??= inLines(machineScript).join('\n');
  return `${[scriptLines, requestMark, ...inLines(JSON.stringify(request)), endMark].join('\n')}\n`;
}

/** The same in each request. */
let scriptLines: string | undefined;

/** The request in what `encodeInput` wrote. Throws `machine.script-failed` where there is none, or not all of one. */
export function decodeInput(text: string): MachineRequest {
  const [, request, rest, ...more] = text.replace(/[^A-Za-z0-9+/=-]/g, '').split(/--request--|--end--/);
  const value = rest === '' && more.length === 0 ? parsed(request) : undefined;
  if (!isMachineRequest(value))
    throw new ScaleoutError('machine.script-failed', 'What arrived is not a request, or not all of one.');
  return value;
}

/** The framed line of an answer, without a line break at its end. */
export function encodeAnswer(answer: MachineAnswer): string {
  return `${frameStart}${answerBytes(answer)}${frameEnd}`;
}

export function answerBytes(answer: MachineAnswer): string {
  return Buffer.from(JSON.stringify(answer)).toString('base64');
}

/**
 * The answer in what a machine printed: the last whole frame among banners, CLIXML, what a profile writes and line breaks
 * that a terminal put in. Undefined where there is none, or where it is torn: then nobody knows what happened.
 */
export function decodeAnswer(output: string): MachineAnswer | undefined {
  for (const frame of [...output.matchAll(/<<<ssis-scaleout:([A-Za-z0-9+/=\s]*):ssis-scaleout>>>/g)].reverse()) {
    const value = parsed(frame[1]?.replace(/\s/g, ''));
    if (isMachineAnswer(value)) return value;
  }
  return undefined;
}

function parsed(base64: string | undefined): unknown {
  const text = base64 === undefined ? undefined : strictBase64Text(base64);
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Base64 of a text's UTF-8 in lines of 76 characters: lines over about 8,186 are cut on the way into powershell.exe. */
function inLines(text: string): readonly string[] {
  return (
    Buffer.from(text, 'utf8')
      .toString('base64')
      .match(/.{1,76}/g) ?? []
  );
}

/** The text of which this is the base64 of UTF-8; undefined where it is not exactly that. */
function strictBase64Text(base64: string): string | undefined {
  const bytes = Buffer.from(base64, 'base64');
  // Compared, not matched: a pattern overflows the stack on megabytes.
  if (bytes.toString('base64') !== base64) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/**
 * The first that runs: WDAC and AppLocker put PowerShell into Constrained Language Mode, where nearly nothing of the rest is
 * allowed. This much is, and prints an answer that was made here. It is in pieces, so that no copy of the command is an answer.
 */
const languageCheck = `if([string]$ExecutionContext.SessionState.LanguageMode-ne'${fullLanguage.value}'){'${frameStart}'+'${answerBytes(
  {
    ok: false,
    code: 'languageMode',
    message: `PowerShell does not run in ${fullLanguage.value} mode there.`,
  },
)}'+'${frameEnd}';`;

/**
 * The PowerShell that turns what `encodeInput` wrote into the framed answer, as a script block with one parameter. It runs
 * nothing unless the input arrived whole: a cut line would otherwise leave a script that is valid up to there.
 */
export const frameScript = `param([string]$t)
${languageCheck}return}
$ErrorActionPreference='Stop';$ProgressPreference='SilentlyContinue'
try{
$p=@(($t-replace'[^A-Za-z0-9+/=-]','')-split'${requestMark}|${endMark}')
if($p.Count-ne3-or$p[2]-ne''){throw 'The request did not arrive whole.'}
$u=@(0,1|ForEach-Object{[Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($p[$_]))})
$a=[string]@(&([ScriptBlock]::Create($u[0]))$u[1])[-1]
}catch{
$m=[regex]::Replace([string]$_,'[^ !#-\\[\\]-~]',[Text.RegularExpressions.MatchEvaluator]{'\\u{0:x4}'-f[int][char]$args[0].Value})
$a='{"ok":false,"code":"scriptFailed","message":"'+$m+'"}'
}
'${frameStart}'+[Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes($a))+'${frameEnd}'`;

/**
 * What follows `powershell.exe -NoProfile -NonInteractive -EncodedCommand`: base64 of UTF-16LE, the same for every
 * request and far below the 8,191 characters of a command line. It reads standard input to its end.
 */
export function bootstrapCommand(): string {
  // The host itself may have read standard input, into $input; whatever it left is still there to be read.
  const text = `${languageCheck}exit}
$i=@($input)-join"\`n";if(!$i){$i=[Console]::In.ReadToEnd()}
[Console]::Out.WriteLine((&{${frameScript}}$i))`;
  return Buffer.from(text, 'utf16le').toString('base64');
}
