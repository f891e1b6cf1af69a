import { ByteWriter, malformed } from '../wire/bytes.js';

/** MS-TDS 2.2.6.5. */
const option = { version: 0, encryption: 1, instance: 2, thread: 3, mars: 4, trace: 5, fedAuth: 6, end: 0xff } as const;

/** What one side says of encryption: its own value of the ENCRYPTION option. */
export const encryptionByte = { off: 0, on: 1, notSupported: 2, required: 3 } as const;

export interface PreLogin {
  /** The low bits of ENCRYPTION; `notSupported` where the client says nothing of it. */
  readonly encryption: number;
  /** The client asked about federated authentication, so it must be answered. */
  readonly asksFedAuth: boolean;
}

/** Reads the client's options; unknown ones are passed over. */
export function readPreLogin(payload: Buffer): PreLogin {
  let encryption: number = encryptionByte.notSupported;
  let asksFedAuth = false;
  for (let at = 0; payload[at] !== option.end; at += 5) {
    if (payload.length - at < 5) {
      throw malformed('a PRELOGIN message has no end of its options');
    }
    const token = payload.readUInt8(at);
    const offset = payload.readUInt16BE(at + 1);
    const length = payload.readUInt16BE(at + 3);
    if (offset + length > payload.length) {
      throw malformed('a PRELOGIN option points behind the message');
    }
    if (token === option.encryption && length > 0) {
      // The bits above are for client certificates and extended protection.
      encryption = payload.readUInt8(offset) & 0x0f;
    } else if (token === option.fedAuth) {
      asksFedAuth = true;
    }
  }
  return { encryption, asksFedAuth };
}

/** The four numbers of a version such as 16.0.4135.4; missing ones are 0. */
export function versionParts(productVersion: string): readonly [number, number, number, number] {
  const [major = 0, minor = 0, build = 0, revision = 0] = productVersion.split('.').map((part) => Number(part) || 0);
  return [major & 0xff, minor & 0xff, build & 0xffff, revision & 0xffff];
}

/** The server's answer: MARS off, federated authentication not required. */
export function writePreLogin(client: PreLogin, encryption: number, productVersion: string): Buffer {
  const [major, minor, build, revision] = versionParts(productVersion);
  const answers: [number, Buffer][] = [
    [option.version, Buffer.from([major, minor, build >> 8, build & 0xff, revision & 0xff, revision >> 8])],
    [option.encryption, Buffer.from([encryption])],
    [option.instance, Buffer.from([0])],
    [option.thread, Buffer.alloc(0)],
    [option.mars, Buffer.from([0])],
  ];
  if (client.asksFedAuth) {
    answers.push([option.fedAuth, Buffer.from([0])]);
  }
  const writer = new ByteWriter();
  let offset = answers.length * 5 + 1;
  for (const [token, value] of answers) {
    writer.uint8(token);
    writer.bytes(Buffer.from([offset >> 8, offset & 0xff, 0, value.length]));
    offset += value.length;
  }
  writer.uint8(option.end);
  for (const [, value] of answers) {
    writer.bytes(value);
  }
  return Buffer.from(writer.view());
}

/** What the server does: `off` never encrypts, `optional` does as the client asks, `required` refuses plain clients. */
export type Encryption = 'optional' | 'required' | 'off';

/** What is to be encrypted from here on. */
export type Protection = 'none' | 'login' | 'all';

interface Agreement {
  /** For the server's ENCRYPTION option. */
  readonly answer: number;
  readonly protection: Protection;
}

/** The table of MS-TDS 2.2.6.5: what both sides do, by what the client says and what the server is set to. */
export function agreeOnEncryption(client: number, server: Encryption): Agreement {
  if (server === 'off') {
    return { answer: encryptionByte.notSupported, protection: 'none' };
  }
  switch (client) {
    case encryptionByte.off:
      return server === 'required'
        ? { answer: encryptionByte.required, protection: 'all' }
        : { answer: encryptionByte.off, protection: 'login' };
    case encryptionByte.on:
    case encryptionByte.required:
      return { answer: encryptionByte.on, protection: 'all' };
    default:
      // A client that says it can't may do so all the same when it is asked to (FreeTDS does).
      return server === 'required'
        ? { answer: encryptionByte.required, protection: 'all' }
        : { answer: encryptionByte.notSupported, protection: 'none' };
  }
}

/** Versions of TDS that the server speaks, each by its number in LOGIN7 (MS-TDS 2.2.6.4). */
const numbers = {
  '7.2': 0x7209_0002,
  '7.3A': 0x730a_0003,
  '7.3B': 0x730b_0003,
  '7.4': 0x7400_0004,
  '8.0': 0x0800_0000,
};

export type TdsVersion = keyof typeof numbers;

/** The version to speak with a client that asks for that number; undefined for one older than 7.2. */
export function chooseVersion(asked: number, strict: boolean): TdsVersion | undefined {
  if (strict) {
    return asked === numbers['8.0'] || asked >= numbers['7.4'] ? '8.0' : undefined;
  }
  return (['7.4', '7.3B', '7.3A', '7.2'] as const).find((version) => asked >= numbers[version]);
}

/** For LOGINACK, where it stands in big-endian order. */
export function versionNumber(version: TdsVersion): number {
  return numbers[version];
}

/** date, time, datetime2 and datetimeoffset came with TDS 7.3. */
export function hasNewTimes(version: TdsVersion): boolean {
  return version !== '7.2';
}
