import type { FileContent } from './schema/validate.js';
import type { Authentication, EntraAuthentication, SecretReference } from './topology.js';
import { type Folders, resolveFile } from './values/resolve-file.js';

type FileAuthentication = NonNullable<FileContent['catalog']['authentication']>;
type FileSecretReference = { readonly env?: string; readonly file?: string };

/** An authentication block, its files made absolute. */
export function buildAuthentication(authentication: FileAuthentication, folders: Folders): Authentication {
  switch (authentication.type) {
    case 'integrated':
      return { type: 'integrated' };
    case 'sql':
    case 'ntlm':
      return { ...authentication, password: buildSecretReference(authentication.password, folders) };
    case 'entra':
      return entra(authentication, folders);
  }
}

function entra(
  authentication: Extract<FileAuthentication, { readonly type: 'entra' }>,
  folders: Folders,
): EntraAuthentication {
  switch (authentication.method) {
    case 'default':
    case 'managedIdentity':
      return authentication;
    case 'password':
      return { ...authentication, password: buildSecretReference(authentication.password, folders) };
    case 'servicePrincipal':
      return { ...authentication, clientSecret: buildSecretReference(authentication.clientSecret, folders) };
    case 'accessToken':
      return { ...authentication, token: buildSecretReference(authentication.token, folders) };
  }
}

/** Where a secret is; the schema has seen to it that it names exactly one of the two. */
export function buildSecretReference({ env, file = '' }: FileSecretReference, folders: Folders): SecretReference {
  return env === undefined ? { file: resolveFile(file, folders) } : { env };
}
