import { fullLanguage, languageErrors } from '../../../facts/powershell.js';

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
export function winrmCommand(): string {
  return Buffer.from(winrmBootstrap, 'utf16le').toString('base64');
}

export interface WinrmTrouble {
  /** `language`: the endpoint there runs no scripts; `here`: this machine's PowerShell does not run in full. */
  readonly kind: 'unreachable' | 'refused' | 'lost' | 'language' | 'here';
  readonly message: string;
}

/** What the bootstrap said of a connection that it did not get or lost. */
export function winrmTrouble(said: string): WinrmTrouble | undefined {
  const [, kind, message] =
    /<<<winrm:(unreachable|refused|lost|language|here):([A-Za-z0-9+/=]*):winrm>>>/.exec(said) ?? [];
  if (kind === undefined || !isKind(kind)) return undefined;
  return { kind, message: Buffer.from(message ?? '', 'base64').toString('utf8') };
}

function isKind(kind: string): kind is WinrmTrouble['kind'] {
  return ['unreachable', 'refused', 'lost', 'language', 'here'].includes(kind);
}
