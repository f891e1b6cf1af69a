/** Who holds the lock, as far as the server lets us see. */
export interface LockHolder {
  /** `anna@build7, login CORP\anna`: the first part is what that run said of itself. */
  readonly who: string;
  /** ISO 8601, UTC: since when it has had the lock or waited for it. */
  readonly since: string;
  /** `apply warehouse`. */
  readonly purpose: string;
  /** The number of its session on the server, which KILL takes. */
  readonly session: number;
}

/** A lock that is held until it is disposed of, or lost with its connection. */
export interface HeldLock extends AsyncDisposable {
  /** Aborted with `guard.lock-lost` when the lock's connection is lost: nothing further may be begun. */
  readonly lost: AbortSignal;
}

export interface LockRequest {
  /** `apply warehouse` */
  readonly purpose: string;
  /** Milliseconds to wait; 0: not at all. */
  readonly timeout: number;
  /** Called once when it has to be waited for, and again when another holds it; undefined: it cannot be seen who. */
  readonly onWait: (holder: LockHolder | undefined) => void;
}

/**
 * One reconciler at a time works on a catalog.
 *
 * `acquire` resolves when the lock is held. It throws `guard.lock-held`, with who holds it, when the time is up, and the
 * signal's reason when it is aborted; errors of connecting as `Catalog` does. Disposing of the lock releases it; so does
 * the end of this process, at once. A lock that was lost is never taken again in silence.
 */
export interface CatalogLock extends AsyncDisposable {
  acquire(request: LockRequest, signal: AbortSignal): Promise<HeldLock>;
}
