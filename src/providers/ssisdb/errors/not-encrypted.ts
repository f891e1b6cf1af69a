/** Beside the drivers' codes: a connection that we refused because it is not encrypted as it should be. */
export const notEncryptedCode = 'ENOTENCRYPTED';

/** The error of a connection that is refused before anything of the login was sent. */
export function notEncrypted(why: string): Error {
  return Object.assign(new Error(`${why}; nothing of the login was sent`), { code: notEncryptedCode });
}
