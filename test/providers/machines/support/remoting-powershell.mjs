// powershell.exe with the commands of remoting from a file: they stand before the encoded command that it is given.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

const args = process.argv.slice(2);
const given = Buffer.from(args.at(-1) ?? '', 'base64').toString('utf16le');
const commands = readFileSync(process.env.REMOTING ?? '', 'utf8');
const whole = Buffer.from(`${commands}\n${given}`, 'utf16le').toString('base64');
const child = spawn(process.env.PWSH || 'pwsh', [...args.slice(0, -1), whole], { stdio: 'inherit' });
child.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
