// Generated from schemas/login.schema.json by scripts/generate-types.mjs. Do not edit.

/**
 * The header in which the proxy says who has logged in to it. It needs secret and roles.
 */
export type HeaderName = string;
/**
 * The header with the person's groups, separated by commas.
 */
export type HeaderName1 = string;
/**
 * The header in which the proxy sends the shared secret.
 */
export type HeaderName2 = string;
/**
 * By name.
 *
 * @maxItems 1000
 */
export type Names = string[];
/**
 * By group.
 *
 * @maxItems 1000
 */
export type Names1 = string[];
/**
 * By name.
 *
 * @maxItems 1000
 */
export type Names2 = string[];
/**
 * By group.
 *
 * @maxItems 1000
 */
export type Names3 = string[];

/**
 * Who may see the page of scaleout watch and scaleout ui, and who may act there: what --login names.
 */
export interface LoginFile {
  /**
   * The version of this format. It is always ssis-scaleout/v1.
   */
  apiVersion: 'ssis-scaleout/v1';
  /**
   * How people reach the page in a browser: scheme, name and, where it is not the usual one, port. Needed with oidc. Requests that act are taken from there, and its name may stand in the Host header.
   */
  address?: string;
  tls?: Tls;
  proxy?: Proxy;
  /**
   * Tokens that people paste once.
   *
   * @minItems 1
   * @maxItems 100
   */
  tokens?: [Token, ...Token[]];
  oidc?: OpenIdConnect;
  roles?: Roles;
}
/**
 * A certificate and its key, for a page that is served over https without a proxy.
 */
export interface Tls {
  certificate: File;
  privateKey: File1;
}
/**
 * The certificate in PEM, followed by those between it and its root.
 */
export interface File {
  /**
   * A file, relative to the folder of this one; ~ is the home folder.
   */
  file: string;
}
/**
 * Its private key in PEM, without a password.
 */
export interface File1 {
  /**
   * A file, relative to the folder of this one; ~ is the home folder.
   */
  file: string;
}
/**
 * A reverse proxy in front of the page that ends TLS. With userHeader it also says who somebody is.
 */
export interface Proxy {
  /**
   * From where the proxy connects: addresses, or networks such as 10.1.2.0/24. Nobody else is believed.
   *
   * @minItems 1
   * @maxItems 100
   */
  addresses: [string, ...string[]];
  userHeader?: HeaderName;
  groupsHeader?: HeaderName1;
  secretHeader?: HeaderName2;
  secret?: SecretReference;
}
/**
 * Where the shared secret is, of at least 20 characters: without it the proxy's word for who somebody is is not believed.
 */
export interface SecretReference {
  /**
   * The name of an environment variable.
   */
  env?: string;
  /**
   * A file, relative to the folder of this one; ~ is the home folder.
   */
  file?: string;
}
/**
 * A token, and what whoever has it may do.
 */
export interface Token {
  /**
   * Who uses it, as the log and the history say it.
   */
  name: string;
  /**
   * viewer: to look. approver: to act as well.
   */
  role: 'viewer' | 'approver';
  token: SecretReference1;
}
/**
 * Where the token is, of at least 20 characters.
 */
export interface SecretReference1 {
  /**
   * The name of an environment variable.
   */
  env?: string;
  /**
   * A file, relative to the folder of this one; ~ is the home folder.
   */
  file?: string;
}
/**
 * Logging in at an OpenID Connect provider, such as Microsoft Entra ID, AD FS or Keycloak. It needs address and roles.
 */
export interface OpenIdConnect {
  /**
   * The provider's issuer, as its document /.well-known/openid-configuration says it. https, but for one on this machine.
   */
  issuer: string;
  /**
   * The client (application) that is registered there, with the redirect URI <address>/login/callback.
   */
  clientId: string;
  clientSecret?: SecretReference2;
  /**
   * What is asked for.
   *
   * @minItems 1
   * @maxItems 20
   */
  scopes?:
    | [string]
    | [string, string]
    | [string, string, string]
    | [string, string, string, string]
    | [string, string, string, string, string]
    | [string, string, string, string, string, string]
    | [string, string, string, string, string, string, string]
    | [string, string, string, string, string, string, string, string]
    | [string, string, string, string, string, string, string, string, string]
    | [string, string, string, string, string, string, string, string, string, string]
    | [string, string, string, string, string, string, string, string, string, string, string]
    | [string, string, string, string, string, string, string, string, string, string, string, string]
    | [string, string, string, string, string, string, string, string, string, string, string, string, string]
    | [string, string, string, string, string, string, string, string, string, string, string, string, string, string]
    | [
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string
      ]
    | [
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string
      ]
    | [
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string
      ]
    | [
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string
      ]
    | [
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string
      ]
    | [
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string
      ];
  /**
   * The claim of the ID token that says who somebody is.
   */
  userClaim?: string;
  /**
   * The claim with the person's groups: a list of texts, or one text.
   */
  groupsClaim?: string;
}
/**
 * Where the client's secret is. Absent: the client is a public one.
 */
export interface SecretReference2 {
  /**
   * The name of an environment variable.
   */
  env?: string;
  /**
   * A file, relative to the folder of this one; ~ is the home folder.
   */
  file?: string;
}
/**
 * Who may do what, of those who log in by the proxy or by oidc. A token has its own role. Who is in neither list may not even look.
 */
export interface Roles {
  approvers?: People;
  viewers?: Viewers;
}
/**
 * Who may look and act.
 */
export interface People {
  users?: Names;
  groups?: Names1;
}
/**
 * Who may look. With anyone: true everybody who logs in.
 */
export interface Viewers {
  users?: Names2;
  groups?: Names3;
  /**
   * true: everybody who logs in may look.
   */
  anyone?: boolean;
}
