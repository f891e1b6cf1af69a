import type { Life } from './life/life.js';
import type { Random } from './random.js';
import type { Logins } from './security/login.js';
import type { Server } from './server.js';
import type { Store } from './store.js';

/** What views and procedures work on. */
export interface Model {
  readonly life: Life;
  /** Every write goes through it: it is the life's. */
  readonly store: Store;
  readonly server: Server;
  readonly logins: Logins;
  readonly random: Random;
  /** The identity column of internal.operations. */
  nextOperationId(): number;
}
