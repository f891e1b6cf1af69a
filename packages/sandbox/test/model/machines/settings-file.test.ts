import { describe, expect, test } from 'vitest';
import { readSettings, writeSettings } from '../../../src/model/machines/settings-file.js';
import { isSameHost } from '../../../src/model/ways.js';

const text =
  '{\r\n  "PortNumber": 8391,\r\n  "Nested": { "PortNumber": [1, {"a": 2}] },\r\n  "Name": "a \\"b\\" {,}"\r\n}\r\n';

function written(from: string, wanted: Readonly<Record<string, string | number | boolean>>): string {
  const file = readSettings(from);
  if (file === undefined) throw new Error('no settings file');
  return writeSettings(file, wanted);
}

describe("a settings file, as the sandbox's services take it", () => {
  test('has its settings by their very names, blocks and lists without a value', () => {
    const file = readSettings(text);
    expect(file?.value('PortNumber')).toBe(8391);
    expect(file?.value('portnumber')).toBeUndefined();
    expect(file?.value('Name')).toBe('a "b" {,}');
    expect(file?.settings.has('Nested')).toBe(true);
    expect(file?.value('Nested')).toBeUndefined();
  });

  test.each([
    ['', 'nothing'],
    ['[1]', 'a list'],
    ['{"A": 1,}', 'a comma at the end'],
    ['{"A": 1} // note', 'a comment'],
    ['{"A": 1, "A": 2}', 'a setting twice'],
    ['<configuration/>', 'XML'],
  ])('is not %s (%s)', (broken) => {
    expect(readSettings(broken)).toBeUndefined();
  });

  test.each(['toString', 'constructor', '__proto__'])('keeps a setting that is called %s', (name) => {
    expect(written(`{"${name}": "x"}`, { AgentId: 'a' })).toBe(`{"${name}": "x","AgentId": "a"}`);
  });

  test('is written with every other byte as it was', () => {
    expect(written(text, { PortNumber: '9000', Name: 7 })).toBe(
      '{\r\n  "PortNumber": 9000,\r\n  "Nested": { "PortNumber": [1, {"a": 2}] },\r\n  "Name": "7"\r\n}\r\n',
    );
    expect(written(text, { PortNumber: '8391' })).toBe(text);
    expect(written(text, { Added: true })).toBe(text.replace('{,}"', '{,}",\r\n  "Added": true'));
    expect(written('{}', { A: 1, B: 'x' })).toBe('{"A": 1, "B": "x"}');
  });
});

describe('names of hosts', () => {
  test.each([
    ['ETL01', 'etl01', true],
    ['ETL01', 'etl01.corp.example', true],
    ['etl01.corp.example', 'ETL01.CORP.EXAMPLE', true],
    ['etl01.corp.example', 'etl01.other.example', false],
    ['etl01.corp', 'etl01.corp.example', false],
    ['ETL0', 'ETL01', false],
    ['ETLı', 'ETLI', false],
  ])('%s and %s: one host is %s', (one, other, same) => {
    expect([isSameHost(one, other), isSameHost(other, one)]).toEqual([same, same]);
  });
});
