import { signal, useSignalEffect } from '@preact/signals';
import { useRef } from 'preact/hooks';
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

async function ask<Answer>(path: string, options: RequestInit = {}): Promise<Answer> {
  const response = await fetch(path, { ...options, signal: AbortSignal.timeout(60_000) });
  const body: unknown = await response.json().catch(() => undefined);
  if (response.ok) return body as Answer;
  // The login has ended: what is shown for it is decided in one place.
  if (response.status === 401 && path !== '/api/session') await askSession();
  const refusal = (body ?? { error: 'no-answer', detail: `The server answered ${response.status}.` }) as Refusal;
  throw new Refused(response.status, refusal);
}

function post<Answer>(path: string, body: unknown, method = 'POST'): Promise<Answer> {
  return ask(path, { method, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
}

export async function askSession(): Promise<Session> {
  const found = await ask<Session>('/api/session');
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
  readonly failed: string | undefined;
}

/**
 * A document of the topology that is shown, such as `plan` or `workers/ETL01`: asked for when the view opens, and again where its
 * version in the head changes. The old one stays until the new one is there.
 */
export function useDetail<Document>(path: string, version: Detail): Asked<Document> {
  const asked = useRef(signal<Asked<Document>>({ document: undefined, failed: undefined })).current;
  const shown = useRef<string>(undefined);
  const wanted = useRef(signal(path)).current;
  wanted.value = path;
  useSignalEffect(() => {
    const rest = wanted.value;
    const topology = head.value?.name;
    if (topology === undefined) return;
    const key = `${topology}/${rest}/${head.value?.versions[version]}`;
    if (shown.current === key) return;
    const isOther = shown.current?.startsWith(`${topology}/${rest}/`) !== true;
    shown.current = key;
    if (isOther) asked.value = { document: undefined, failed: undefined };
    ask<Document>(pathOf(rest)).then(
      (document) => {
        if (shown.current === key) asked.value = { document, failed: undefined };
      },
      (error: unknown) => {
        if (shown.current !== key) return;
        asked.value = {
          document: asked.peek().document,
          failed: error instanceof Error ? error.message : String(error),
        };
      },
    );
  });
  return asked.value;
}

/** A document that is asked for once, by a click. Throws `Refused`. */
export function askDetail<Document>(path: string): Promise<Document> {
  return ask(pathOf(path));
}
