import { createHmac, timingSafeEqual } from 'node:crypto';
import md4 from 'js-md4';
import { ByteReader, ByteWriter } from '../wire/bytes.js';

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

/* The messages of NTLMSSP, from [MS-NLMP] 2.2.1: the client negotiates (1), the server challenges (2), the client answers (3). */

const signature = Buffer.from('NTLMSSP\0', 'latin1');

/** Unicode, target asked, NTLM, always sign, target is a server, extended session security, target information, 128, 56. */
const challengeFlags = 0x0001 | 0x0004 | 0x0200 | 0x8000 | 0x2_0000 | 0x8_0000 | 0x80_0000 | 0x2000_0000 | 0x8000_0000;

/** Attributes of the target information (2.2.2.1). */
const attribute = { end: 0, computer: 1, domain: 2 } as const;

const challengeHeader = 56;

/** The number of a message's kind; undefined for a token of another mechanism (SPNEGO, Kerberos). */
export function ntlmMessageKind(token: Buffer): number | undefined {
  return token.length >= 12 && token.subarray(0, 8).equals(signature) ? token.readUInt32LE(8) : undefined;
}

/** CHALLENGE_MESSAGE. It has no time stamp, so that clients without message integrity codes can answer it too. */
export function writeChallenge(challenge: Buffer, serverName: string): Buffer {
  const name = Buffer.from(serverName.split('\\')[0]?.toUpperCase() ?? '', 'utf16le');
  const target = new ByteWriter();
  for (const id of [attribute.domain, attribute.computer]) {
    target.uint16(id);
    target.uint16(name.length);
    target.bytes(name);
  }
  target.uint16(attribute.end);
  target.uint16(0);
  const writer = new ByteWriter();
  writer.bytes(signature);
  writer.uint32(2);
  writeField(writer, name.length, challengeHeader);
  writer.uint32(challengeFlags >>> 0);
  writer.bytes(challenge);
  writer.fill(0, 8);
  writeField(writer, target.length, challengeHeader + name.length);
  writer.fill(0, 8);
  writer.bytes(name);
  writer.bytes(target.view());
  return Buffer.from(writer.view());
}

function writeField(writer: ByteWriter, length: number, offset: number): void {
  writer.uint16(length);
  writer.uint16(length);
  writer.uint32(offset);
}

/** AUTHENTICATE_MESSAGE, what the proof needs of it. */
export interface NtlmAnswer {
  readonly domain: string;
  readonly user: string;
  readonly lmResponse: Buffer;
  readonly ntResponse: Buffer;
}

export function readAnswer(token: Buffer): NtlmAnswer {
  const field = (at: number): Buffer => {
    const header = new ByteReader(token);
    header.skip(at);
    const length = header.uint16();
    header.skip(2);
    const content = new ByteReader(token);
    content.skip(header.uint32());
    return content.bytes(length);
  };
  return {
    lmResponse: field(12),
    ntResponse: field(20),
    domain: field(28).toString('utf16le'),
    user: field(36).toString('utf16le'),
  };
}
