import { setTimeout as delay } from 'node:timers/promises';
import { ScaleoutError } from '../../errors.js';
import { type Claim, type ClaimTiming, claimTiming, createClaimWatch, makeClaim } from './claim.js';
import { joinServer, type Membership } from './join-server.js';
import type { Layout } from './layout.js';
import { readServer, type ServerDocument } from './server-file.js';

export type Acquired =
  /** The directory is this process's until it releases the claim. */
  | { readonly kind: 'claimed'; readonly claim: Claim }
  | { readonly kind: 'joined'; readonly server: ServerDocument; readonly membership: Membership };

export interface AcquireOptions {
  readonly signal: AbortSignal;
  readonly log?: ((message: string) => void) | undefined;
  readonly timing?: ClaimTiming | undefined;
  /** Milliseconds that another process may hold the directory without answering; longer than a server takes to close. */
  readonly limit?: number | undefined;
}

const defaultLimit = 60_000;
const pollInterval = 20;
const silence = 1_000;

/**
 * Claims a directory, or joins the process that serves it; waits while another one opens or closes it. Throws
 * `sandbox.held`, `sandbox.directory-unusable` or the signal's reason.
 */
export async function claimOrJoin(layout: Layout, options: AcquireOptions): Promise<Acquired> {
  const { signal, log, timing = claimTiming, limit = defaultLimit } = options;
  const watch = createClaimWatch(layout.directory, timing.patience);
  const start = performance.now();
  let told = false;
  let own: Claim | undefined;
  try {
    for (;;) {
      signal.throwIfAborted();
      const rivals = watch.rivals(own);
      const [rival] = rivals;
      if (rival === undefined) {
        if (own?.held()) return { kind: 'claimed', claim: own };
        // The next round sees whether somebody made a claim at the same time.
        own = makeClaim(layout.directory, timing);
        continue;
      }
      // Of several that see each other, the one of the first name stays and the others step back.
      if (own !== undefined && rival.name < own.name) {
        own.release();
        own = undefined;
      }
      const server = readServer(layout);
      if (server !== undefined && rivals.some(({ name }) => name === server.claim)) {
        const membership = await joinUnlessAborted(server, signal);
        if (membership !== undefined) {
          own?.release();
          return { kind: 'joined', server, membership };
        }
      }
      const waited = performance.now() - start;
      if (waited > limit) throw held(layout, rival.pid, rival.name);
      if (!told && waited > silence) {
        told = true;
        log?.(`Waiting for process ${rival.pid}, which has ${layout.directory} open`);
      }
      await unlessAborted(delay(pollInterval), signal);
    }
  } catch (error) {
    own?.release();
    throw error;
  }
}

function held(layout: Layout, pid: number, claim: string): ScaleoutError {
  return new ScaleoutError(
    'sandbox.held',
    `Process ${pid} has ${layout.directory} open (its file there is ${claim}), but serves nobody`,
  );
}

/** Ends with the signal's reason when it is aborted, and gives up a membership that comes later. */
async function joinUnlessAborted(server: ServerDocument, signal: AbortSignal): Promise<Membership | undefined> {
  const joining = joinServer(server);
  try {
    return await unlessAborted(joining, signal);
  } catch (error) {
    void joining.then((late) => late?.leave());
    throw error;
  }
}

function unlessAborted<T>(pending: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    pending.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
