import { fullLanguage } from '../../../facts/windows.js';
import { answerBytes, endMark, frameEnd, frameStart, requestMark } from './frame.js';

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
