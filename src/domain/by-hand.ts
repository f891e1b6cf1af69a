/** Everything that a person's script needs to set a machine up by itself. */
export type ByHandRequest =
  | {
      readonly operation: 'ensureWorker';
      /** Null: not managed. */
      readonly endpoint: string | null;
      /** The master's public certificate, base64 of DER; null: not managed. */
      readonly masterCertificate: string | null;
      /** Null: the one that the config names, or a new one. */
      readonly workerThumbprint: string | null;
      readonly mark: string;
      /** Keys of WorkerSettings.config. */
      readonly settings: Readonly<Record<string, string | number | boolean>>;
      /** Those of them that stand in the file as they are spelled here. */
      readonly settingsAsWritten?: readonly string[];
      readonly timeoutSeconds: number;
    }
  | {
      readonly operation: 'ensureMaster';
      /** Public certificates of workers to trust. */
      readonly trust: readonly { readonly certificate: string; readonly mark: string }[];
      readonly port: number | null;
      /** Whether client certificates are asked for in the handshake; absent: not managed. */
      readonly negotiateClientCertificate?: boolean;
      readonly firewallRule: string;
      readonly timeoutSeconds: number;
    };
