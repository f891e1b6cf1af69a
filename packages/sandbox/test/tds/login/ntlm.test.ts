import { expect, test } from 'vitest';
import {
  type NtlmAnswer,
  ntlmMessageKind,
  provesPassword,
  readAnswer,
  writeChallenge,
} from '../../../src/tds/login/ntlm.js';

/** The example of [MS-NLMP] 4.2.4: user `User` of `Domain` with the password `Password`. */
const challenge = Buffer.from('0123456789abcdef', 'hex');
const clientChallenge = 'aaaaaaaaaaaaaaaa';
const targetInformation = '02000c0044006f006d00610069006e0001000c0053006500720076006500720000000000';
const ntResponse = Buffer.from(
  `68cd0ab851e51c96aabc927bebef6a1c01010000000000000000000000000000${clientChallenge}00000000${targetInformation}00000000`,
  'hex',
);
const lmResponse = Buffer.from(`86c35097ac9cec102554764a57cccc19${clientChallenge}`, 'hex');
const none = Buffer.alloc(0);
const example: NtlmAnswer = { domain: 'Domain', user: 'User', ntResponse, lmResponse: none };

test('the published example proves its password, by the NT response and by the LM response', () => {
  expect(provesPassword(example, challenge, 'Password')).toBe(true);
  expect(provesPassword({ ...example, ntResponse: none, lmResponse }, challenge, 'Password')).toBe(true);
});

test('the user may be written in any case', () => {
  expect(provesPassword({ ...example, user: 'uSER' }, challenge, 'Password')).toBe(true);
});

test.each<[string, NtlmAnswer, Buffer, string]>([
  ['another password', example, challenge, 'password'],
  ['another challenge', example, Buffer.from('0123456789abcdee', 'hex'), 'Password'],
  ['another user', { ...example, user: 'Usel' }, challenge, 'Password'],
  ['another domain', { ...example, domain: 'Other' }, challenge, 'Password'],
  ['no response at all', { ...example, ntResponse: none }, challenge, 'Password'],
  ['an LM response of zeros', { ...example, ntResponse: none, lmResponse: Buffer.alloc(24) }, challenge, 'Password'],
  ['a response of version 1', { ...example, ntResponse: Buffer.alloc(24, 1) }, challenge, 'Password'],
])('%s proves nothing', (_what, answer, given, password) => {
  expect(provesPassword(answer, given, password)).toBe(false);
});

test('the challenge names the server, and a token of another mechanism is none of NTLM', () => {
  const message = writeChallenge(challenge, 'SANDBOX\\SQL1');
  expect(ntlmMessageKind(message)).toBe(2);
  expect(message.subarray(24, 32)).toEqual(challenge);
  expect(message.subarray(56, 70).toString('utf16le')).toBe('SANDBOX');
  expect(ntlmMessageKind(Buffer.from('60820123', 'hex'))).toBeUndefined();
});

test('an answer with fields that point outside it is malformed', () => {
  const token = Buffer.concat([Buffer.from('NTLMSSP\0'), Buffer.alloc(56, 0xff)]);
  expect(() => readAnswer(token)).toThrow(/bytes were announced/);
});
