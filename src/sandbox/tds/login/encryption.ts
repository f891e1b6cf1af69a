import { encryptionByte } from './prelogin.js';

/** What the server does: `off` never encrypts, `optional` does as the client asks, `required` refuses plain clients. */
export type Encryption = 'optional' | 'required' | 'off';

/** What is encrypted from here on. `refused`: the client can't and the server must, said once it tries to log in. */
export type Protection = 'none' | 'login' | 'all' | 'refused';

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
      return server === 'required'
        ? { answer: encryptionByte.required, protection: 'refused' }
        : { answer: encryptionByte.notSupported, protection: 'none' };
  }
}
