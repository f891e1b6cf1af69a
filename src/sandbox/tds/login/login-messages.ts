import type { SqlMessage } from '../../sql-value.js';

/* Refusals of a login that SQL Server makes before anybody asks the engine, with its numbers and texts. */

export const structurallyInvalid: SqlMessage = {
  number: 17_832,
  state: 1,
  class: 20,
  text:
    'The login packet used to open the connection is structurally invalid; the connection has been closed. ' +
    'Please contact the vendor of the client library. TDS 7.2 is the oldest version that is spoken here.',
  line: 1,
};

export const encryptionRequired: SqlMessage = {
  number: 17_835,
  state: 1,
  class: 20,
  text:
    'Encryption is required to connect to this server but the client library does not support encryption; ' +
    'the connection has been closed. Please upgrade your client library.',
  line: 1,
};

/** For a Windows login whose password was not proved, and for integrated authentication by another way than NTLM. */
export const untrustedDomain: SqlMessage = {
  number: 18_452,
  state: 1,
  class: 14,
  text: 'Login failed. The login is from an untrusted domain and cannot be used with Integrated authentication.',
  line: 1,
};

export function loginFailed(user: string): SqlMessage {
  return { number: 18_456, state: 1, class: 14, text: `Login failed for user '${user}'.`, line: 1 };
}
