/** How long things may take, in milliseconds. */
export interface CatalogLimits {
  /** One attempt to connect: name, TCP, TLS and login together. An attempt that ran out is not repeated. */
  readonly connect: number;
  /** Connecting or reading with all repetitions, where the server is there but not ready (failover, restart). */
  readonly retry: number;
  /** The same where the connection is refused at once or the name cannot be looked up now: mostly a wrong address. */
  readonly retryRefused: number;
  /** One observation, one read or one write. */
  readonly request: number;
  /** catalog.enable_scaleout, which makes logins. */
  readonly enableScaleOut: number;
  /** How long the server may take to confirm that it stopped a request; then the connection is dropped. */
  readonly cancel: number;
  /** Closing the connections; then they are dropped. */
  readonly close: number;
}

export const defaultLimits: CatalogLimits = {
  connect: 15_000,
  retry: 20_000,
  retryRefused: 3_000,
  request: 60_000,
  enableScaleOut: 120_000,
  cancel: 2_000,
  close: 3_000,
};
