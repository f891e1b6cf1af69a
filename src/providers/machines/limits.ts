/** How long things may take, in milliseconds. */
export interface MachineLimits {
  /** Reaching a machine: name, TCP, keys and login together, over a bastion where there is one. */
  readonly connect: number;
  /** From the request to the whole answer; an operation's own time limit comes on top. */
  readonly answer: number;
  /** A connection that carries nothing is asked for a sign of life so often; the third without an answer is its end. */
  readonly keepalive: number;
  /** A connection that nobody uses is closed after so long, and opened again when it is needed. */
  readonly idle: number;
  /** Closing a connection; then it is dropped. */
  readonly close: number;
}

export const defaultMachineLimits: MachineLimits = {
  connect: 20_000,
  answer: 120_000,
  keepalive: 10_000,
  idle: 120_000,
  close: 1_000,
};
