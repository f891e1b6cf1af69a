import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { machineName } from '../../../../src/domain/machine-name.js';
import { isScaleoutError } from '../../../../src/errors/errors.js';
import { languageErrors } from '../../../../src/facts/windows.js';
import { unansweredReading } from '../../../../src/providers/machines/connection.js';
import {
  bootstrapCommand,
  decodeAnswer,
  decodeInput,
  encodeAnswer,
  encodeInput,
} from '../../../../src/providers/machines/script/frame.js';
import type { MachineAnswer, MachineRequest } from '../../../../src/providers/machines/script/wire.js';
import { pwshMissing, runPwsh } from '../../../support/pwsh.js';
import { temporaryDirectory } from '../../../support/temporary-directory.js';

const done: MachineAnswer = { ok: true, value: { changed: true } };
const failed: MachineAnswer = { ok: false, code: 'moved', message: 'ü\u{1F525}\u200F\n"$(x)`' };
const frame = encodeAnswer(failed);

describe('the frame', () => {
  it('carries any answer', () => {
    for (const answer of [done, failed]) expect(decodeAnswer(encodeAnswer(answer))).toEqual(answer);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (message) => {
        const text = Buffer.from(message, 'utf8').toString('utf8');
        expect(decodeAnswer(encodeAnswer({ ok: false, code: 'moved', message: text }))).toMatchObject({
          message: text,
        });
      }),
    );
  });

  it('is one line of ASCII', () => {
    expect(frame).toMatch(/^[ -~]+$/);
  });

  it('is found among banners, CLIXML and what a profile writes', () => {
    const noise =
      'Microsoft Windows\r\nC:\\> <<<ssis-scaleout:\r\n#< CLIXML\r\n<Objs Version="1.1.0.1">:ssis-scaleout>>></Objs>';
    expect(decodeAnswer(`${noise}\r\n${frame}\r\n${noise}`)).toEqual(failed);
    expect(decodeAnswer(`${noise}${frame}${noise}`)).toEqual(failed);
    expect(decodeAnswer(`\uFEFF${frame}\0`)).toEqual(failed);
  });

  it('is whole although a terminal broke its line', () => {
    expect(decodeAnswer(frame.replace(/.{40}/g, '$&\r\n').replace(/^(.{40})\r\n/, '$1'))).toEqual(failed);
  });

  it('is the last whole one', () => {
    expect(decodeAnswer(`${encodeAnswer(done)}\n${frame}`)).toEqual(failed);
    expect(decodeAnswer(`${frame}\n${encodeAnswer(done).slice(0, -4)}`)).toEqual(failed);
  });

  it('is none where it is torn at any place', () => {
    for (let length = 0; length < frame.length; length += 1) {
      expect(decodeAnswer(frame.slice(0, length))).toBeUndefined();
      if (length > 0) expect(decodeAnswer(frame.slice(length))).toBeUndefined();
    }
    const middle = frame.length / 2;
    expect(decodeAnswer(`${frame.slice(0, middle)} WARNING: ${frame.slice(middle)}`)).toBeUndefined();
  });

  it('is none where it holds no answer', () => {
    const around = (text: string | Buffer) =>
      `<<<ssis-scaleout:${Buffer.from(text).toString('base64')}:ssis-scaleout>>>`;
    const bodies = [
      '',
      '{}',
      'null',
      '[]',
      '{"ok":true}',
      '{"ok":true,"value":{}}',
      '{"ok":false,"code":"new","message":""}',
      '{"ok":false,"code":"toString","message":""}',
      '{"ok":false,"code":"moved"}',
      '{"ok":tr',
    ];
    for (const body of bodies) expect([body, decodeAnswer(around(body))]).toEqual([body, undefined]);
    expect(decodeAnswer(around(Buffer.from('{"ok":false,"code":"moved","message":"\xff"}', 'latin1')))).toBeUndefined();
  });

  it('is none in what the bootstrap itself looks like', () => {
    expect(decodeAnswer(Buffer.from(bootstrapCommand(), 'base64').toString('utf16le'))).toBeUndefined();
  });
});

describe('the input', () => {
  const request: MachineRequest = {
    operation: 'writeConfig',
    path: 'C:\\it\u2019s $(x)\u{1F525}',
    content: 'A'.repeat(100_000),
    expectedSha256: '--request-- --end--',
  };

  it('comes back as it went, with any line ends', () => {
    for (const ends of ['\n', '\r\n', '\r', ''])
      expect(decodeInput(encodeInput(request).replaceAll('\n', ends))).toEqual(request);
  });

  it('has only short lines of ASCII', () => {
    for (const line of encodeInput(request).split('\n')) expect(line).toMatch(/^[ -~]{0,100}$/);
  });

  it('is refused where it did not arrive whole', () => {
    const input = encodeInput({ operation: 'inspect' });
    const end = input.lastIndexOf('--end--');
    for (const text of ['', 'hello', input.slice(0, end), input.slice(0, -3), input.slice(0, 100), `${input}x`])
      expect(() => decodeInput(text)).toThrow(expect.objectContaining({ code: 'machine.script-failed' }));
  });

  it('is refused where it asks for what there is not', () => {
    const input = encodeInput({ operation: 'toString' } as unknown as MachineRequest);
    expect(() => decodeInput(input)).toThrow(
      expect.toSatisfy((error) => isScaleoutError(error, 'machine.script-failed')),
    );
  });
});

describe.skipIf(pwshMissing)('where a policy restricts the language of PowerShell', () => {
  const bootstrap = Buffer.from(bootstrapCommand(), 'base64').toString('utf16le');
  const input = encodeInput({ operation: 'inspect' });
  const encoded = (text: string) => ['-EncodedCommand', Buffer.from(text, 'utf16le').toString('base64')];

  it('Constrained Language: an answer with a code of its own, and nothing of the script runs', async () => {
    const mode = "$ExecutionContext.SessionState.LanguageMode='ConstrainedLanguage'";
    const { stdout, stderr } = await runPwsh(encoded(`${mode}\n${bootstrap}`), input);
    expect({ answer: decodeAnswer(stdout), stderr }).toEqual({
      answer: { ok: false, code: 'languageMode', message: expect.stringContaining('FullLanguage') },
      stderr: '',
    });
    // What the check keeps from running does fail in this mode: without it there would be no answer.
    const unchecked = bootstrap.slice(bootstrap.indexOf('\n') + 1).replace(/if\(\[string\]\$Exec.*\n/, '');
    expect(unchecked).not.toContain('LanguageMode');
    const without = await runPwsh(encoded(`${mode}\n${unchecked}`), input);
    expect(decodeAnswer(without.stdout)).toBeUndefined();
    expect(without.stderr).toContain('language mode');
  });

  it.each(['NoLanguage', 'RestrictedLanguage'])('%s: what PowerShell says of it is known for that', async (mode) => {
    const text = `$state=[System.Management.Automation.Runspaces.InitialSessionState]::CreateDefault2()
$state.LanguageMode='${mode}';$shell=[powershell]::Create($state)
$null=$shell.AddScript([Text.Encoding]::Unicode.GetString([Convert]::FromBase64String('${bootstrapCommand()}')))
try{$shell.Invoke()}catch{$e=$_.Exception;while($e.InnerException){$e=$e.InnerException}
[Console]::Out.WriteLine("$($e.ErrorRecord.FullyQualifiedErrorId): $($e.Message)")}`;
    const { stdout } = await runPwsh(encoded(text));
    const error = unansweredReading(machineName('ETL01'), { outcome: 'noAnswer', said: stdout, exitCode: 1 });
    expect(error).toMatchObject({ code: 'machine.language-mode', remedy: expect.stringContaining('WDAC') });
    expect(languageErrors.value.some((text) => stdout.includes(text))).toBe(true);
  });
});

describe('the bootstrap', () => {
  it('fits into a command line of cmd', () => {
    expect(`powershell.exe -NoProfile -NonInteractive -EncodedCommand ${bootstrapCommand()}`.length).toBeLessThan(
      4_000,
    );
  });

  const run = async (input: string) => {
    const { stdout } = await runPwsh(['-EncodedCommand', bootstrapCommand()], input);
    return { stdout, answer: decodeAnswer(stdout) };
  };

  it.skipIf(pwshMissing)('runs the whole script on a hostile path, and prints one line', async () => {
    using place = temporaryDirectory();
    const path = `${place.path}/$(Write-Host pwned)\`"'\u{1F525}\u200F`;
    const { stdout, answer } = await run(encodeInput({ operation: 'readConfig', path }));
    expect(answer).toEqual({ ok: false, code: 'configMissing', message: `There is no file ${path}.` });
    expect(stdout.trim().split('\n')).toHaveLength(1);
    expect(stdout).not.toContain('pwned');
  });

  it.skipIf(pwshMissing)('takes a request of half a megabyte', async () => {
    using place = temporaryDirectory();
    const path = `${place.path}/none`;
    const content = 'A'.repeat(500_000);
    const { answer } = await run(
      encodeInput({ operation: 'writeConfig', path, content, expectedSha256: '' }).replaceAll('\n', '\r\n'),
    );
    expect(answer).toMatchObject({ ok: false, code: 'configMissing' });
  });

  it.skipIf(pwshMissing)('answers for what is no request', async () => {
    const input = encodeInput({ operation: 'nothing' } as unknown as MachineRequest);
    expect((await run(input)).answer).toEqual({
      ok: false,
      code: 'scriptFailed',
      message: 'There is no operation "nothing".',
    });
  });

  it.skipIf(pwshMissing)('runs nothing of what did not arrive whole', async () => {
    const input = encodeInput({ operation: 'inspect' });
    for (const text of ['', input.slice(0, 5_000), input.slice(0, input.lastIndexOf('--end--')), `${input}--end--`])
      expect((await run(text)).answer).toMatchObject({ ok: false, code: 'scriptFailed', message: /whole/ });
  });
});
