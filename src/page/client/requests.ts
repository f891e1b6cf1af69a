import { signal } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Detail } from '../wire/head.js';
import type {
  ActionAnswer,
  ActionBodies,
  ActionName,
  EditAnswer,
  EditRequest,
  Refusal,
  Session,
} from '../wire/session.js';
import { head, session } from './store.js';

/** What the server refused, in its words. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly refusal: Refusal,
  ) {
    super(refusal.detail);
  }
}

/** No answer came that says what became of it: it may have been done. */
export class Unanswered extends Error {}

async function ask<Answer>(path: string, options: RequestInit = {}): Promise<Answer> {
  let response: Response;
  let body: unknown;
  try {
    response = await fetch(path, { ...options, signal: AbortSignal.timeout(60_000) });
    body = await response.json();
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw new Unanswered('The server did not answer.', { cause: error });
    throw new Unanswered('What answered is not this program, or it was cut off.', { cause: error });
  }
  if (response.ok) return body as Answer;
  // The login has ended: what is shown for it is decided in one place.
  if (response.status === 401 && path !== '/api/session') await askSession().catch(() => {});
  if (!isRefusal(body)) throw new Unanswered(`The server answered ${response.status}, without a reason.`);
  throw new Refused(response.status, body);
}

function isRefusal(body: unknown): body is Refusal {
  return typeof body === 'object' && body !== null && typeof (body as Partial<Refusal>).detail === 'string';
}

function post<Answer>(path: string, body: unknown, method = 'POST'): Promise<Answer> {
  return ask(path, { method, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
}

/** Whether somebody was logged in before, in this page: the login says so. */
export const loginEnded = signal(false);

export async function askSession(): Promise<Session> {
  const found = await ask<Session>('/api/session');
  if (found.role === null && session.peek()?.role != null) loginEnded.value = true;
  session.value = found;
  return found;
}

/** Throws `Refused` where the token is not the one. */
export async function logIn(token: string): Promise<void> {
  session.value = await post<Session>('/api/session', { token });
}

export async function logOut(): Promise<void> {
  session.value = await post<Session>('/api/session', {}, 'DELETE');
}

function pathOf(rest: string): string {
  return `/api/topologies/${encodeURIComponent(head.value?.name ?? '')}/${rest}`;
}

/** Throws `Refused`, or `Unanswered` where nobody knows whether it was done. */
export function act<Name extends ActionName>(name: Name, body: ActionBodies[Name]): Promise<ActionAnswer> {
  return post(pathOf(`actions/${name}`), body);
}

export function edit(request: EditRequest): Promise<EditAnswer> {
  return post(pathOf('edit'), request);
}

/** What a view asked for. */
export interface Asked<Document> {
  readonly document: Document | undefined;
  /** Why there is none, or why it is old. */
  readonly failed: Failure | undefined;
  /** Asks once more. */
  readonly again: () => void;
}

export interface Failure {
  readonly text: string;
  readonly remedy: string | undefined;
  /** There is no such thing here, or none any more. */
  readonly isGone: boolean;
}

export function failureOf(error: unknown): Failure {
  if (error instanceof Refused)
    return { text: error.message, remedy: error.refusal.remedy, isGone: error.status === 404 };
  return { text: error instanceof Error ? error.message : String(error), remedy: undefined, isGone: false };
}

/**
 * A document of the topology that is shown, such as `plan` or `workers/ETL01`: asked for when the view opens, and again where its
 * version in the head changes, or one of several that it is made of. The old one stays until the new one is there. One request at a time: where the version changes
 * meanwhile, it is asked for once more after the answer, so that slow answers are shown too. Undefined: nothing is asked for.
 */
export function useDetail<Document>(path: string | undefined, ...versions: readonly Detail[]): Asked<Document> {
  const topology = head.value?.name;
  // Before the first look there is nothing of it yet, which is not the same as that there is no such thing.
  const isSeen = head.value?.lookedAt !== null;
  const of = topology === undefined || path === undefined || !isSeen ? undefined : `${topology}/${path}`;
  const wanted = [of, ...versions.map((version) => head.value?.versions[version])].join(' ');
  const [known, setKnown] = useState<Known<Document>>({});
  const [tries, setTries] = useState(0);
  const state = useRef<{ isOpen: boolean; wanted: string; asking: string | undefined }>({
    isOpen: true,
    wanted,
    asking: undefined,
  }).current;
  state.wanted = wanted;
  useEffect(
    () => () => {
      state.isOpen = false;
    },
    [],
  );
  useEffect(() => {
    if (of === undefined || path === undefined || state.asking === of) return;
    state.asking = of;
    const asked = state.wanted;
    const took = (next: (before: Known<Document>) => Known<Document>) => {
      // Of another thing that was asked for before: nobody looks at it any more.
      if (!state.isOpen || state.asking !== of) return;
      state.asking = undefined;
      setKnown((before) => next(before.of === of ? before : { of }));
      if (state.wanted !== asked) setTries((count) => count + 1);
    };
    ask<Document>(pathOf(path)).then(
      (document) => took(() => ({ of, document })),
      (error: unknown) => took((before) => ({ ...before, of, failed: failureOf(error) })),
    );
  }, [wanted, tries]);
  const again = () => setTries((count) => count + 1);
  const isTriedAgain = known.failed !== undefined && !known.failed.isGone;
  useEffect(() => {
    if (!isTriedAgain) return;
    const timer = setTimeout(again, tryAgainAfter);
    return () => clearTimeout(timer);
  }, [isTriedAgain, known]);
  return known.of === of
    ? { document: known.document, failed: known.failed, again }
    : { document: undefined, failed: undefined, again };
}

/** Milliseconds: what failed may not change its version for hours. */
const tryAgainAfter = 10_000;

interface Known<Document> {
  readonly of?: string | undefined;
  readonly document?: Document | undefined;
  readonly failed?: Failure | undefined;
}

/** A document that is asked for once, by a click. Throws `Refused` or `Unanswered`. */
export function askDetail<Document>(path: string): Promise<Document> {
  return ask(pathOf(path));
}
