import { hostname } from 'node:os';
import { expect, test } from 'vitest';
import { thisMachine } from '../../../src/providers/machines/open-connection.js';

test('a Windows machine has the PowerShell of its own system folder, not one that a search finds', () => {
  expect(thisMachine('win32', { SystemRoot: 'D:\\Win' })).toEqual({
    hostName: hostname(),
    powerShell: { program: 'D:\\Win\\System32\\WindowsPowerShell\\v1.0\\powershell.exe' },
  });
  expect(thisMachine('win32', {}).powerShell?.program).toMatch(/^C:\\Windows\\System32\\/);
});

test('another machine has none', () => {
  expect(thisMachine('linux', { SystemRoot: 'D:\\Win' })).toEqual({ hostName: hostname() });
});
