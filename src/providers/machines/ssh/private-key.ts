import type { ParsedKey } from 'ssh2';
import ssh2 from 'ssh2';
import { ScaleoutError } from '../../../errors/errors.js';
import { type Secret, secret } from '../../secret.js';

/**
 * The private key in an identity's text (OpenSSH, PEM or PuTTY form). Throws `machine.secret-unusable`, which names where
 * it came from and never holds a part of it.
 */
export function readPrivateKey(
  text: Secret,
  passphrase: Secret | undefined,
  where: string,
): { readonly key: Secret<ParsedKey>; readonly encrypted: boolean } {
  const plain = parse(text.reveal(), undefined);
  if (!(plain instanceof Error)) return { key: checked(plain, where), encrypted: false };
  if (!/encrypted|passphrase/i.test(plain.message)) {
    throw unusable(`The identity in ${where} is not a private key that can be read.`);
  }
  if (passphrase === undefined) {
    const detail = `The identity in ${where} is encrypted, and its access names no password to open it.`;
    throw unusable(detail);
  }
  const opened = parse(text.reveal(), passphrase.reveal());
  if (opened instanceof Error)
    throw unusable(`The identity in ${where} does not open with the password of its access.`);
  return { key: checked(opened, where), encrypted: true };
}

function parse(text: string, passphrase: string | undefined): ParsedKey | Error {
  try {
    // The type says one key; of the OpenSSH form an array comes.
    const parsed: ParsedKey | readonly ParsedKey[] | Error = ssh2.utils.parseKey(
      text.replace(/\r\n/g, '\n'),
      passphrase,
    );
    if (parsed instanceof Error) return parsed;
    const [first] = [parsed].flat();
    return first ?? new Error('no key in it');
  } catch (error) {
    return error instanceof Error ? error : new Error('not a key');
  }
}

function checked(key: ParsedKey, where: string): Secret<ParsedKey> {
  if (!key.isPrivateKey()) throw unusable(`The identity in ${where} is a public key: name the private one.`);
  return secret(key);
}

function unusable(detail: string): ScaleoutError {
  return new ScaleoutError('machine.secret-unusable', detail);
}
