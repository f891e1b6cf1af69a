import { describe, expect, test } from 'vitest';
import { decodeInput, encodeAnswer } from '../../src/ssh/frame.js';
import { encodeInput } from '../support/sandbox-ssh.js';

const request = { operation: 'openFirewall', name: 'ssis-scaleout – Süd', port: 8391 } as const;
const whole = encodeInput(request);
const encoded = (text: string) => Buffer.from(text).toString('base64');

describe('a request', () => {
  test('is found behind the script, whatever ends the lines', () => {
    expect(decodeInput(whole)).toEqual(request);
    expect(decodeInput(whole.replaceAll('\n', '\r\n'))).toEqual(request);
  });

  test.each([
    ['nothing', ''],
    ['no request', 'c2NyaXB0\n--end--\n'],
    ['the end before the request', '--end--\n--request--\n'],
    ['no end', whole.replace('--end--\n', '')],
    ['half of it', whole.slice(0, whole.indexOf('--request--') + 30)],
    ['text behind the end', `${whole}more\n`],
    ['text in it that is not base64', whole.replace('--request--\n', '--request--\n!')],
    ['base64 of something else', `--request--\n${encoded('text')}\n--end--\n`],
    ['bytes that are no UTF-8', `--request--\n${Buffer.from([0x22, 0xff, 0x22]).toString('base64')}\n--end--\n`],
    ['an operation that there is not', `--request--\n${encoded('{"operation":"toString"}')}\n--end--\n`],
    ['a text', `--request--\n${encoded('"inspect"')}\n--end--\n`],
  ])('is refused: %s', (_, input) => {
    expect(() => decodeInput(input)).toThrow('What arrived is not a request, or not all of one.');
  });
});

test('an answer is one line', () => {
  const answer = { ok: false, code: 'moved', message: 'Süd\n' } as const;
  const line = encodeAnswer(answer);
  const [, base64 = ''] = /^<<<ssis-scaleout:([A-Za-z0-9+/=]+):ssis-scaleout>>>$/.exec(line) ?? [];
  expect(JSON.parse(Buffer.from(base64, 'base64').toString('utf8'))).toEqual(answer);
});
