import { encryptionByte } from './prelogin.js';

/** What the server does: `off` never encrypts, `optional` does as the client asks, `required` refuses plain clients. */
export type Encryption = 'optional' | 'required' | 'off';

/** What is to be encrypted from here on. */
export type Protection = 'none' | 'login' | 'all';

export interface Agreement {
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
