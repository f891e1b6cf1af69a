// Generated from schemas/sandbox-serve.schema.json by scripts/generate-types.mjs. Do not edit.

/**
 * The one line that scaleout sandbox serve --json prints when clients can connect. The passwords are no secrets to anybody who can read the folder of the sandbox.
 */
export interface SandboxServeDocument {
  formatVersion: 1;
  host: string;
  port: number;
  /**
   * A SQL Server login.
   */
  user: string;
  password: string;
  database: string;
  logins: (
    | {
        kind: 'sql';
        user: string;
        password: string;
        /**
         * Of the server, such as sysadmin.
         */
        serverRoles: string[];
        /**
         * Of SSISDB; null: it has no user there.
         */
        databaseRoles: string[] | null;
      }
    | {
        kind: 'windows';
        domain: string;
        user: string;
        password: string;
        /**
         * Of the server, such as sysadmin.
         */
        serverRoles: string[];
        /**
         * Of SSISDB; null: it has no user there.
         */
        databaseRoles: string[] | null;
      }
  )[];
  /**
   * Absolute path of the certificate to trust, in PEM.
   */
  certificateFile: string;
  /**
   * The name to check it against.
   */
  serverName: string;
  /**
   * Where the machines are; the user's name is the machine's.
   */
  ssh: {
    host: string;
    port: number;
    /**
     * ssh-ed25519 AAAA...
     */
    hostKey: string;
    /**
     * Absolute path.
     */
    identityFile: string;
    /**
     * Absolute path.
     */
    knownHostsFile: string;
  };
  /**
   * Absolute path.
   */
  directory: string;
  pid: number;
}
