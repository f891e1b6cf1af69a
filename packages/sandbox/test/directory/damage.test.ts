import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { storedState } from '../support/stored-state.js';

describe('damage', () => {
  test.each([
    ['{', ':1:'],
    ['', ':1:'],
    ['[]', ':1:'],
    ['{\n  "format": "ssis-scaleout/sandbox",\n  "formatVersion": 1\n  "tables": {}\n}', ':4:'],
    ['{\n  "tables": {"logins": {"sa": {\n    "password": hunter2\n}}},\n"fleet": {}\n}', ':3:'],
    ['{"format":"something else","formatVersion":1,"tables":{}}', '"format"'],
    ['{"format":"ssis-scaleout/sandbox","formatVersion":"1","tables":{}}', '"formatVersion"'],
    ['{"format":"ssis-scaleout/sandbox","formatVersion":1}', '"tables"'],
    ['{"format":"ssis-scaleout/sandbox","formatVersion":1,"tables":{"workers":[]}}', '"workers"'],
    ['{"format":"ssis-scaleout/sandbox","formatVersion":1,"tables":{"workers":{"a":7}}}', 'row "a"'],
    [Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), 'UTF-8'],
  ])('of state.json (%j) is told with its place, and the file is left as it is', (text, place) => {
    using at = storedState();
    writeFileSync(at.layout.state, text);
    expect(() => at.open()).toThrow(
      expect.objectContaining({ code: 'sandbox.state-damaged', message: expect.stringContaining(place) }),
    );
    expect(readFileSync(at.layout.state)).toEqual(Buffer.from(text));
  });

  test.each(['[{"password":"hunter2" x}]', '[{"password":hunter2}]', 'hunter2', '["hunter2'])(
    'of a file (%j) is told without its words: passwords of logins stand there',
    (rubbish) => {
      using at = storedState();
      const opened = at.open();
      opened.store.put('workers', 'c', {});
      opened.flush();
      appendFileSync(at.layout.journal, `${rubbish}\n`);
      const told = expect.objectContaining({
        code: 'sandbox.state-damaged',
        message: expect.not.stringMatching('hunter|unter'),
      });
      expect(() => at.open()).toThrow(told);
      writeFileSync(at.layout.state, rubbish);
      expect(() => at.open()).toThrow(told);
    },
  );

  test('by a newer version is told as such', () => {
    using at = storedState();
    writeFileSync(at.layout.state, '{"format":"ssis-scaleout/sandbox","formatVersion":2,"tables":{}}');
    expect(() => at.open()).toThrow(expect.objectContaining({ code: 'sandbox.state-too-new' }));
  });

  test.each(['rubbish', '[{"table":"workers"}]', '{"table":"workers","key":"a","row":null}', '"\uFFFF', '[1]'])(
    'in the middle of the journal (%j) is told with its line, and nothing is lost',
    (rubbish) => {
      using at = storedState();
      const opened = at.open();
      opened.store.put('workers', 'c', {});
      opened.flush();
      appendFileSync(at.layout.journal, `${rubbish}\n[]\n`);
      const before = readFileSync(at.layout.journal);
      expect(() => at.open()).toThrow(
        expect.objectContaining({
          code: 'sandbox.state-damaged',
          message: expect.stringContaining(`${at.layout.journal}:3`),
        }),
      );
      expect(readFileSync(at.layout.journal)).toEqual(before);
    },
  );
});
