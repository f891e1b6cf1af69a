import { execFile } from 'node:child_process';
import { homedir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { parsePowershell, parserMissing, pwshMissing, runPwsh } from '../../../support/pwsh.js';
import { temporaryDirectory } from '../../../support/temporary-directory.js';
import { testCertificate } from './certificates.js';

const scriptFolder = fileURLToPath(new URL('../../../../src/providers/machines/script/powershell', import.meta.url));
const root = fileURLToPath(new URL('../../../..', import.meta.url));

describe('the PowerShell of the script', () => {
  it.skipIf(parserMissing)('has the syntax of Windows PowerShell 5.1', () => {
    expect(parsePowershell(scriptFolder)).toMatch(/^\d+ passed, 0 failed$/);
  });

  it('is joined as it is now', async () => {
    await promisify(execFile)(process.execPath, ['scripts/generate-types.mjs', '--check'], { cwd: root });
  });

  it.skipIf(pwshMissing)('trusts and distrusts in a real store', async () => {
    using home = temporaryDirectory();
    const { der, thumbprint } = testCertificate('real');
    // The store of the user, because the machine's is written by its administrator only; names of certificates are Windows's.
    const text = `
      foreach ($file in [IO.Directory]::GetFiles('${scriptFolder}', '*.ps1')) { if ($file -notmatch '(begin|end).ps1$') { . $file } }
      function Open-WindowsStore([string]$Store, [string]$Flags) {
        $opened = [System.Security.Cryptography.X509Certificates.X509Store]::new('My', 'CurrentUser')
        $opened.Open($(if ($Flags -eq 'ReadWrite') { $Flags } else { 'ReadOnly' }))
        return , $opened
      }
      function Set-WindowsFriendlyName { }
      $trust = '${JSON.stringify({ operation: 'trustCertificate', certificate: der, thumbprint, mark: 'x' })}'
      $distrust = '${JSON.stringify({ operation: 'distrustCertificate', thumbprint })}'
      foreach ($each in $trust, $trust, $distrust, $distrust) { [Console]::Out.WriteLine((Get-Answer $each)) }`;
    const { stdout, stderr } = await runPwsh(['-Command', text], '', {
      HOME: home.path,
      XDG_CACHE_HOME: process.env.XDG_CACHE_HOME ?? `${homedir()}/.cache`,
    });
    const answers = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect({ answers, stderr }).toEqual({
      answers: [true, false, true, false].map((changed) => ({ ok: true, value: { changed } })),
      stderr: '',
    });
  });
});
