// The real script in a real PowerShell, with stand-ins put before its last line for what a system lacks. Takes
// powershell.exe's arguments, or those of a command that sshd was asked for. STAND_INS names the files of the stand-ins, a
// JSON list; PWSH the PowerShell; MACHINE_WORLD, where the stand-ins are a whole Windows, the file of the machine's state.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';

const { STAND_INS = '[]', PWSH, MACHINE_WORLD, SSH_ORIGINAL_COMMAND: asked } = process.env;
const standIns = JSON.parse(STAND_INS).map((file) => readFileSync(file, 'utf8'));
if (MACHINE_WORLD !== undefined)
  standIns.push(
    '$script:World = ConvertFrom-WireJson ([IO.File]::ReadAllText($env:MACHINE_WORLD)); $script:Stores = @{}',
  );
const lastLine = 'Get-Answer $RequestText';

const [script = '', rest = ''] = (await text(process.stdin)).split('--request--');
const whole = Buffer.from(script, 'base64').toString('utf8');
const at = whole.lastIndexOf(lastLine);
if (at === -1) throw new Error(`the script does not end in ${lastLine}`);
const lines =
  Buffer.from([whole.slice(0, at), ...standIns, lastLine, ''].join('\n'))
    .toString('base64')
    .match(/.{1,76}/g) ?? [];

const args = asked === undefined ? process.argv.slice(2) : asked.split(' ').slice(1);
const child = spawn(PWSH || 'pwsh', args, { stdio: ['pipe', 'inherit', 'inherit'] });
child.stdin.end(`${lines.join('\n')}\n--request--${rest}`);
child.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
