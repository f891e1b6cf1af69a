// src/page/login says who a request is of and what that person may do: a token that was exchanged for a cookie, the header of a
// trusted proxy, an OpenID Connect provider. Without any of them only this machine is answered, and nobody may act. A new way to
// log in has a file of its own here, a block in schemas/login.schema.json, and its place in open-login.ts.

import type { Sender } from '../../http/attempts.js';
import type { Answer, HttpRequest } from '../../http/request.js';
import type { Role, Session } from '../wire/session.js';

/** Somebody who may see the page. */
export interface Viewer {
  /** As logs and the history name them: `CORP\anna`, `anna@corp.example`, the name of a token. */
  readonly user: string;
  readonly role: Role;
  readonly via: NonNullable<Session['via']>;
  /** Unix milliseconds when it ends; undefined: it is judged with each request anew. */
  readonly until: number | undefined;
  /** Of the session, for its end; undefined: there is none. It is no secret: the cookie holds another text. */
  readonly session: string | undefined;
}

export interface Login {
  readonly logins: Session['logins'];
  /** Undefined: nobody who may see anything. */
  viewerOf(request: HttpRequest): Viewer | undefined;
  /** The words for somebody whom a proxy names and who has no role here; undefined: there is nobody of that kind. */
  stranger(request: HttpRequest): string | undefined;
  /** Asked first of every request of the page, its documents and scripts too: why it is not answered, such as a wrong secret of a proxy. */
  refusal(request: HttpRequest): Answer | undefined;
  /**
   * Its own paths: POST and DELETE of /api/session, GET of /login and /login/callback; undefined: not one of them. `sessionOf` makes the
   * document that /api/session answers. Of a request that changes something, Origin, Sec-Fetch-Site and the content type have been
   * checked by then.
   */
  answer(request: HttpRequest, sessionOf: (viewer: Viewer | undefined) => Session): Promise<Answer> | undefined;
  /** A stream is open, which keeps its session from ending for idleness, until the function that is returned is called. */
  streams(session: string): () => void;
  /** Told of a session that has ended, so that its streams do; returns what takes the listener out. */
  onEnd(listener: (session: string) => void): () => void;
  /** The origins, such as https://scaleout.corp.example, that requests which act may come from, besides that of the Host header where no proxy is before us. */
  readonly origins: readonly string[];
}

export interface OpenLogin extends Login, AsyncDisposable {
  /** Ends the sessions that are over, and reads the secrets anew. It does so by itself every half minute. */
  sweep(): Promise<void>;
  /** By whom a request is, for counting what was wrong. */
  senderOf(request: HttpRequest): Sender;
}
