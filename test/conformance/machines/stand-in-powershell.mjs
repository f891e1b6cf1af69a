// A Windows machine on any system: the real script in a real PowerShell, with what only Windows has put before its last
// line (test/providers/machines/script/simulated-windows.ps1). Takes powershell.exe's arguments, or those of a command that
// sshd was asked for. MACHINE_WORLD names the file of the machine's state.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const simulation = readFileSync(
  fileURLToPath(new URL('../../providers/machines/script/simulated-windows.ps1', import.meta.url)),
  'utf8',
);
const state = '$script:World = ConvertFrom-WireJson ([IO.File]::ReadAllText($env:MACHINE_WORLD)); $script:Stores = @{}';
const lastLine = 'Get-Answer $RequestText';

const [script = '', rest = ''] = (await text(process.stdin)).split('--request--');
const whole = Buffer.from(script, 'base64').toString('utf8');
const at = whole.lastIndexOf(lastLine);
if (at === -1) throw new Error(`the script does not end in ${lastLine}`);
const simulated = `${whole.slice(0, at)}\n${simulation}\n${state}\n${lastLine}\n`;
const lines =
  Buffer.from(simulated)
    .toString('base64')
    .match(/.{1,76}/g) ?? [];

const asked = process.env.SSH_ORIGINAL_COMMAND;
const args = asked === undefined ? process.argv.slice(2) : asked.split(' ').slice(1);
const child = spawn(process.env.PWSH || 'pwsh', args, { stdio: ['pipe', 'inherit', 'inherit'] });
child.stdin.end(`${lines.join('\n')}\n--request--${rest}`);
child.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
