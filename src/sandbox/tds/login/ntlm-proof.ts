import { createHmac, timingSafeEqual } from 'node:crypto';
import md4 from 'js-md4';
import type { NtlmAnswer } from './ntlm-messages.js';

const proofLength = 16;
const lmResponseLength = 24;

/**
 * Whether the answer to the challenge was made with that password: NTLMv2 or LMv2 ([MS-NLMP] 3.3.2), never by
 * the weaker version 1.
 */
export function provesPassword(answer: NtlmAnswer, challenge: Buffer, password: string): boolean {
  const passwordHash = Buffer.from(md4.arrayBuffer(Buffer.from(password, 'utf16le')));
  // The key keeps the domain's case, but some clients make it of upper case and send the domain as it was typed.
  return [answer.domain, answer.domain.toUpperCase()].some((domain) => {
    const identity = Buffer.from(answer.user.toUpperCase() + domain, 'utf16le');
    const key = hmacMd5(passwordHash, identity);
    return provedByNt(answer.ntResponse, challenge, key) || provedByLm(answer.lmResponse, challenge, key);
  });
}

/** The proof, then what the client signed: its time, its own challenge and the target information. */
function provedByNt(response: Buffer, challenge: Buffer, key: Buffer): boolean {
  if (response.length <= lmResponseLength) {
    return false;
  }
  const signed = Buffer.concat([challenge, response.subarray(proofLength)]);
  return timingSafeEqual(hmacMd5(key, signed), response.subarray(0, proofLength));
}

/** The proof, then the client's challenge of 8 bytes. tedious announces only 16 bytes of its NT response, and proves it here. */
function provedByLm(response: Buffer, challenge: Buffer, key: Buffer): boolean {
  if (response.length !== lmResponseLength) {
    return false;
  }
  const signed = Buffer.concat([challenge, response.subarray(proofLength)]);
  return timingSafeEqual(hmacMd5(key, signed), response.subarray(0, proofLength));
}

function hmacMd5(key: Buffer, content: Buffer): Buffer {
  return createHmac('md5', key).update(content).digest();
}
