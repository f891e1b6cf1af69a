/** What a person may do here. */
export type Role = 'viewer' | 'approver';

/** GET /api/session: who the page is shown to. It is asked for at the start, and when the stream ends. */
export interface Session {
  /** Null: nobody has logged in, and a login is needed. */
  readonly user: string | null;
  readonly role: Role | null;
  /** `loopback`: no login is configured, and only this machine reaches the page. */
  readonly via: 'loopback' | 'token' | 'proxy' | 'oidc' | null;
  /** What is said to somebody whom a proxy names and who may not look; absent: there is nobody of that kind. */
  readonly stranger?: string;
  /** The logins that are there: a form for a token, a link to the provider. */
  readonly logins: readonly ('token' | 'oidc')[];
  /** ISO 8601, UTC: when it ends; null: with the process, or it is no session. */
  readonly until: string | null;
  /** The actions that this person has; empty for a viewer, and for scaleout ui. */
  readonly actions: readonly ActionName[];
  /** Whether the page makes patches of the topology's file, for whoever may look. */
  readonly edits: boolean;
  readonly version: string;
}

/** Everything that can be asked for by a button. A topology's file is changed by none of them. */
export const actionNames = [
  'approve',
  'withdraw',
  'suspend',
  'resume',
  'look',
  'acknowledge',
  'unacknowledge',
  'drain',
  'undrain',
] as const;

export type ActionName = (typeof actionNames)[number];

/** The bodies of POST /api/topologies/NAME/actions/ACTION. */
export interface ActionBodies {
  /** `digits`: the first six digits or more, typed, where the plan is destructive. */
  readonly approve: { readonly fingerprint: string; readonly digits?: string };
  readonly withdraw: { readonly fingerprint: string };
  /** `target` absent: all of the topology. One of `forSeconds` and `until` (ISO 8601), or neither: until it is resumed. */
  readonly suspend: {
    readonly target?: string;
    readonly reason: string;
    readonly forSeconds?: number;
    readonly until?: string;
  };
  readonly resume: { readonly target?: string };
  readonly look: Record<string, never>;
  readonly acknowledge: {
    readonly id: string;
    readonly target: string;
    readonly until: string;
    readonly reason: string;
  };
  readonly unacknowledge: { readonly id: string; readonly target: string };
  readonly drain: {
    readonly target: string;
    readonly reason: string;
    readonly forSeconds?: number;
    readonly until?: string;
  };
  readonly undrain: { readonly target: string };
}

/** What an action answers. `accepted`: it goes on, and the head shows how (a drain). */
export interface ActionAnswer {
  readonly state: 'done' | 'accepted';
  /** A sentence. */
  readonly text: string;
}

/** What any request answers that is refused. */
export interface Refusal {
  readonly error: string;
  readonly detail: string;
  readonly remedy?: string;
}

/** POST /api/topologies/NAME/edit: nothing is written. */
export type EditRequest =
  | {
      readonly kind: 'set';
      readonly worker: string;
      readonly set: Readonly<Record<string, string | number | boolean>>;
      readonly unset: readonly string[];
    }
  | {
      readonly kind: 'add';
      readonly machine: string;
      readonly like?: string;
      readonly set: Readonly<Record<string, string | number | boolean>>;
    }
  | { readonly kind: 'remove'; readonly worker: string; readonly absent: boolean };

export interface EditAnswer {
  /** Lines of a unified difference; empty: the file says so already. */
  readonly diff: string;
  /** For git am, as a file to download. */
  readonly patch: string;
  /** `add-worker-etl05.patch` */
  readonly fileName: string;
  /** The command that does the same; empty: no quoting suits every shell. */
  readonly command: string;
  /** What follows from it, sentences. */
  readonly follows: readonly string[];
}
