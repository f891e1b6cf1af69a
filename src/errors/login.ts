import type { ErrorEntry } from './entry.js';

/** Errors of logging in to the page: of the file that --login names, and of what it names. */
export const loginErrors = {
  'login.file-unreadable': {
    exitCode: 3,
    recovery: 'lasting',
    summary: 'The login file cannot be read',
    remedy: 'Name a file of UTF-8 text that this account may read, after --login.',
  },
  'login.wrong': {
    exitCode: 3,
    recovery: 'lasting',
    summary: 'The login file is not as it must be',
    remedy: 'Correct the place that is shown. docs/login.md explains every key.',
  },
  'login.inline-secret': {
    exitCode: 3,
    recovery: 'lasting',
    summary: 'The login file holds a secret',
    remedy:
      'Put the secret into an environment variable or a file, write { env: NAME } or { file: PATH } in its place, and change the secret: whoever could read the file has it.',
  },
  'login.secret-missing': {
    exitCode: 4,
    recovery: 'lasting',
    summary: 'A secret that the login needs is not there',
    remedy: 'Set the variable or make the file that is named, for the account that runs scaleout.',
  },
  'login.secret-unusable': {
    exitCode: 4,
    recovery: 'lasting',
    summary: 'A secret that the login needs cannot be used',
    remedy:
      'A token or a shared secret stands alone, as one line of 20 to 1,000 printable characters. One is made by openssl rand -hex 32.',
  },
  'login.tls-unusable': {
    exitCode: 4,
    recovery: 'lasting',
    summary: 'The certificate of the page cannot be used',
    remedy: 'Name a certificate and its private key, both in PEM, the key without a password: docs/login.md.',
  },
  'login.needed': {
    exitCode: 3,
    recovery: 'lasting',
    summary: 'A page that other machines can reach needs a login',
    remedy: 'Name a login file with --login FILE (docs/login.md), or listen on 127.0.0.1.',
  },
  'login.tls-needed': {
    exitCode: 3,
    recovery: 'lasting',
    summary: 'A page that other machines can reach needs TLS',
    remedy:
      'Name a certificate with --tls-certificate and --tls-key, or one (tls) or a proxy that has one (proxy) in the login file, or listen on 127.0.0.1.',
  },
} as const satisfies Record<string, ErrorEntry>;
