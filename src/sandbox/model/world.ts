import { randomBytes } from 'node:crypto';
import type { MachineAnswer, MachineRequest } from '../../providers/machines/script/wire.js';
import type { LoginRequest } from '../engine.js';
import { unixMillisecondsOf } from '../instant.js';
import type { Database } from '../sql/database.js';
import type { Instant } from '../sql-value.js';
import { createDatabase } from './database.js';
import { changeMachine, type MachineChange } from './life/change-machine.js';
import { editMachine, type MachineEdit } from './life/edit-machine.js';
import { createLife } from './life/life.js';
import { answerRequest } from './machines/answer-request.js';
import { isSameHost } from './machines/host-name.js';
import type { Model } from './model.js';
import type { Random } from './random.js';
import { type Authentication, authenticate, windowsName } from './security/authenticate.js';
import { loginsOf } from './security/login.js';
import { serverOf } from './server.js';
import type { Store } from './store.js';

/** SSISDB, its server and its fleet, over a store: the state, and the rules by which it lives. */
export interface World {
  readonly database: Database;
  /** Decides on a login. It does not look at a Windows password: NTLM has done that. */
  authenticate(request: LoginRequest): Authentication;
  /** The password of a Windows login; undefined where there is no such login. */
  windowsPassword(domain: string, user: string): string | undefined;
  /** Starts or stops a worker's service, lets it in, and so on, as of now. False where there is no such machine. */
  changeMachine(machine: string, change: MachineChange): boolean;
  /** Changes any rows of a machine, as of now. False where there is no such machine. */
  editMachine(machine: string, edit: MachineEdit): boolean;
  /** The machine with a state of its own that has this name, in any case, short or full, and whether something answers there. */
  machineNamed(name: string): { readonly key: string; readonly reachable: boolean } | undefined;
  /** What a machine of `machineNamed` answers to a request. */
  answer(machine: string, request: MachineRequest): MachineAnswer;
}

/** `now` gives the server's time; its offset is that of the server's clock. Only the world writes to its store. */
export function createWorld(store: Store, now: () => Instant, random: Random = randomBytes): World {
  const life = createLife(store, unixMillisecondsOf(now()));
  const logins = loginsOf(store);
  const model: Model = {
    life,
    store: life.store,
    get server() {
      return serverOf(store);
    },
    get logins() {
      return logins();
    },
    random,
    nextOperationId: operationIds(store),
  };
  const database = createDatabase(model);
  return {
    database,
    authenticate: (request) => authenticate(request, logins(), database.databases),
    windowsPassword(domain, user) {
      const login = logins().named(windowsName(domain, user, logins()));
      return login?.kind === 'windows' ? (login.password ?? undefined) : undefined;
    },
    changeMachine(machine, change) {
      return changeMachine(model, machine, change, unixMillisecondsOf(now()));
    },
    editMachine(machine, edit) {
      return editMachine(model, machine, edit, unixMillisecondsOf(now()));
    },
    machineNamed(name) {
      const known = [...store.rows('windows').keys()];
      const key =
        known.find((one) => one === name) ??
        known.find((one) => one.toUpperCase() === name.toUpperCase()) ??
        known.find((one) => isSameHost(one, name));
      return key === undefined ? undefined : { key, reachable: store.get('windows', key)?.reachable !== false };
    },
    answer: (machine, request) => answerRequest(model, machine, request, unixMillisecondsOf(now())),
  };
}

function operationIds(store: Store): () => number {
  let last = 0;
  for (const key of store.rows('operations').keys()) last = Math.max(last, Number(key));
  return () => {
    last += 1;
    return last;
  };
}
