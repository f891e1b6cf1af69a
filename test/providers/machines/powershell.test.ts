import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { machineName } from '../../../src/domain/machine-name.js';
import type { Exchange } from '../../../src/providers/machines/connection.js';
import { openWinrm } from '../../../src/providers/machines/powershell.js';
import { encodeInput } from '../../../src/providers/machines/script/frame.js';
import { secret } from '../../../src/providers/secret.js';
import { lacking } from '../../support/posix.js';
import { pwsh, pwshMissing } from '../../support/pwsh.js';
import { temporaryDirectory } from '../../support/temporary-directory.js';

const { signal } = new AbortController();
const bridge = fileURLToPath(new URL('support/remoting-powershell.mjs', import.meta.url));
const password = 'p"w$(throw 1)`é\u{1F680}';
const hostile = 'a "b" $(throw 1) `c\n\u202e\u{1F680}';

/** What the bootstrap does where the remoting commands are these. */
async function exchanged(
  commands: string,
  port = 5985,
): Promise<{ readonly exchange: Exchange; readonly seen: string }> {
  using place = temporaryDirectory();
  const program = join(place.path, 'powershell');
  writeFileSync(join(place.path, 'commands.ps1'), commands);
  const environment = `PWSH='${pwsh}' REMOTING='${join(place.path, 'commands.ps1')}'`;
  writeFileSync(program, `#!/bin/sh\n${environment} exec '${process.execPath}' '${bridge}' "$@"\n`);
  chmodSync(program, 0o700);
  const credential = { user: 'CORP\\svc', password: secret(password) };
  const connection = openWinrm(machineName('ETL01'), { host: 'etl01', port, credential }, { program });
  const input = encodeInput({ operation: 'readConfig', path: hostile });
  const exchange = await connection.exchange(input, signal);
  return { exchange, seen: exchange.outcome === 'noAnswer' ? exchange.said : '' };
}

const missing = pwshMissing ?? lacking.shell;

describe.skipIf(missing !== undefined)(`PowerShell remoting (${missing ?? 'in a real PowerShell'})`, () => {
  test('runs the script over there, with the request as an argument, and brings its answer', async () => {
    const { exchange } = await exchanged(`
      function New-PSSession([string]$ComputerName,[int]$Port,[switch]$UseSSL,$Credential){ 'session' }
      function Invoke-Command($Session,[scriptblock]$ScriptBlock,$ArgumentList){ & $ScriptBlock @ArgumentList }
      function Remove-PSSession($Session){ }`);
    // The real script ran, here where there is no Windows.
    expect(exchange).toMatchObject({ outcome: 'answered', answer: { ok: false } });
  });

  test('connects as it is told, over TLS at port 5986', async () => {
    const { seen } = await exchanged(
      `
      function New-PSSession([string]$ComputerName,[int]$Port,[switch]$UseSSL,$Credential){
        $pointer = [Runtime.InteropServices.Marshal]::SecureStringToGlobalAllocUnicode($Credential.Password)
        $same = [Runtime.InteropServices.Marshal]::PtrToStringUni($pointer) -ceq [Text.Encoding]::UTF8.GetString([Convert]::FromBase64String('${Buffer.from(password).toString('base64')}'))
        [Console]::Out.WriteLine("$ComputerName $Port $UseSSL $($Credential.UserName) $same"); 'session' }
      function Invoke-Command($Session,[scriptblock]$ScriptBlock,$ArgumentList){ '' }
      function Remove-PSSession($Session){ }`,
      5986,
    );
    expect(seen).toBe('etl01 5986 True CORP\\svc True');
  });

  test('that gets no session had no effect: the machine is unreachable', async () => {
    const call = exchanged(`function New-PSSession { throw 'WinRM cannot complete the operation.' }`);
    await expect(call).rejects.toMatchObject({
      code: 'machine.unreachable',
      message: 'ETL01 at etl01:5985 cannot be reached: WinRM cannot complete the operation.',
    });
  });

  test('that is refused is a refused login', async () => {
    const call = exchanged(`
      class Refused : Exception { [int]$ErrorCode = 5; Refused([string]$m) : base($m) { } }
      function New-PSSession { throw [Refused]::new('Access is denied.') }`);
    await expect(call).rejects.toMatchObject({ code: 'machine.login-refused' });
  });

  test('that is lost while the script runs is cut', async () => {
    const { exchange } = await exchanged(`
      function New-PSSession { 'session' }
      function Invoke-Command { throw 'The I/O operation has been aborted, with ${'é'}.' }
      function Remove-PSSession { throw 'gone' }`);
    expect(exchange).toEqual({ outcome: 'cut', reason: 'The I/O operation has been aborted, with é' });
  });
});
