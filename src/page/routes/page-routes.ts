// src/page/routes answers the page's requests: the page itself and what it loads are for everybody, all else is for who may look, and
// what acts exists for an approver alone. What stands in the way of a request is decided here, before its body is read.

import { isScaleoutError, type ScaleoutError } from '../../errors/errors.js';
import { addressGroup } from '../../http/access.js';
import { json, refusal } from '../../http/answers.js';
import type { Answer, HttpRequest, Route, Routes } from '../../http/request.js';
import { scrubText } from '../../watch/log/line-writer.js';
import type { PageAsset } from '../assets.js';
import type { Login, Viewer } from '../login/viewer.js';
import type { PageModel } from '../model/page-model.js';
import type { Hub } from '../stream/hub.js';
import {
  type ActionAnswer,
  type ActionBodies,
  type ActionName,
  actionNames,
  type EditAnswer,
  type EditRequest,
  type Refusal,
  type Session,
} from '../wire/session.js';
import { actionBody, editBody } from './bodies.js';
import { detailAnswers } from './details.js';
import { pageDocument } from './document.js';
import { isOfAnotherSite, notOfThePage, ofAnotherSite, transportSecurity } from './same-origin.js';

/** How actions are carried out is given to the page by the command line, which has the same commands. */
export interface PageActions {
  /** The topology by its name. Throws the errors of the registry; what it did is in the history with the user. */
  act<Name extends ActionName>(name: Name, of: ActedOn, body: ActionBodies[Name]): Promise<ActionAnswer>;
}

export interface ActedOn {
  readonly topology: string;
  readonly by: Viewer;
}

export interface PageEdits {
  /** Throws the errors of the registry, `page.busy` where too many are asked for at one time. */
  edit(topology: string, request: EditRequest, of: AskedEdit): Promise<EditAnswer>;
}

/** Whose edit it is. */
export interface AskedEdit {
  readonly by: Viewer;
  /** Aborted when nobody waits for it any more. */
  readonly signal: AbortSignal;
}

export interface PageRoutesOptions {
  readonly model: Pick<PageModel, 'detail'>;
  readonly hub: Pick<Hub, 'stream'>;
  readonly login: Login;
  /** Absent: nothing can be asked for by the page. */
  readonly actions?: PageActions;
  readonly edits?: PageEdits;
  readonly assets: readonly PageAsset[];
  readonly version: string;
}

const mostBody = 64 * 1024;

/** Milliseconds that a document may take whose catalog is slow, and an action. */
const patience = 60_000;

export function pageRoutes(options: PageRoutesOptions): Routes {
  const { login, assets } = options;
  const document = pageDocument(assets);
  const details = detailAnswers(options.model);
  const withTransport = ({ headers, ...rest }: Answer, request: HttpRequest): Answer => ({
    ...rest,
    headers: { ...headers, ...transportSecurity(request, login.origins) },
  });
  const page: Route = {
    methods: ['GET'],
    answer: (request) => withTransport(document.page(login.viewerOf(request) !== undefined), request),
  };
  const fixed = new Map<string, Route>([
    ['/', page],
    ['/api/session', sessionRoute(options)],
    ['/api/stream', streamRoute(options)],
    ['/login', loginRoute(options)],
    ['/login/callback', loginRoute(options)],
  ]);
  // What a proxy should not have let through is answered nothing at all.
  const believed = (route: Route | undefined): Route | undefined =>
    route && { ...route, refused: (request) => login.refusal(request) ?? route.refused?.(request) };
  const routeOf: Routes = (path) => {
    const known = fixed.get(path);
    if (known !== undefined) return known;
    if (path.startsWith('/t/')) return page;
    if (path.startsWith('/assets/')) return document.asset(path.slice('/assets/'.length));
    const [topology, ...rest] = partsOf(path, '/api/topologies/') ?? [];
    if (topology === undefined || topology === '' || rest.length === 0) return undefined;
    if (rest[0] === 'actions') return actionRoute(options, topology, rest);
    if (rest[0] === 'edit') return rest.length === 1 ? editRoute(options, topology) : undefined;
    return detailRoute(options, details, [topology, rest.join('/')]);
  };
  return (path) => believed(path.startsWith('/api/') ? ownOnly(routeOf(path)) : routeOf(path));
}

/** A page of another site cannot read an answer, but it could open streams, or tell from the time what there is. */
function ownOnly(route: Route | undefined): Route | undefined {
  return (
    route && {
      ...route,
      refused: (request) => (isOfAnotherSite(request) ? ofAnotherSite : route.refused?.(request)),
    }
  );
}

/** What follows, decoded; undefined: it is none of these paths, or cannot be decoded. */
function partsOf(path: string, before: string): readonly string[] | undefined {
  if (!path.startsWith(before)) return undefined;
  try {
    return path.slice(before.length).split('/').map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

const loginNeeded = refusal(401, 'login-needed', 'Nobody has logged in, or the login has ended.');
/** What is said to who may not look: a proxy may name somebody who has no role here. */
function neededOf(login: Login, request: HttpRequest): Answer {
  const stranger = login.stranger(request);
  return stranger === undefined ? loginNeeded : refusal(403, 'no-role', stranger);
}

const notFound = refusal(404, 'not-found', 'There is no such path.');

function sessionRoute(options: PageRoutesOptions): Route {
  const { login } = options;
  return {
    methods: ['GET', 'POST', 'DELETE'],
    refused: (request) => (isReading(request) ? undefined : notOfThePage(request, login.origins)),
    answer: async (request) =>
      isReading(request)
        ? json(200, { ...sessionOf(login.viewerOf(request), options), ...strangerOf(login, request) })
        : ((await login.answer(request, (viewer) => sessionOf(viewer, options))) ?? notFound),
  };
}

function strangerOf(login: Login, request: HttpRequest): Pick<Session, 'stranger'> {
  const stranger = login.stranger(request);
  return stranger === undefined ? {} : { stranger };
}

function sessionOf(viewer: Viewer | undefined, { login, actions, edits, version }: PageRoutesOptions): Session {
  const { logins } = login;
  if (viewer === undefined) {
    return { user: null, role: null, via: null, logins, until: null, actions: [], edits: false, version };
  }
  const { user, role, via, until } = viewer;
  return {
    user,
    role,
    via,
    logins,
    until: until === undefined ? null : new Date(until).toISOString(),
    actions: actions !== undefined && role === 'approver' ? actionNames : [],
    edits: edits !== undefined,
    version,
  };
}

/** Of a provider: the browser is led there, and comes back. */
function loginRoute(options: PageRoutesOptions): Route {
  const answer = async (request: HttpRequest) =>
    (await options.login.answer(request, (viewer) => sessionOf(viewer, options))) ?? notFound;
  return { methods: ['GET'], patience, answer };
}

function streamRoute({ login, hub }: PageRoutesOptions): Route {
  return {
    methods: ['GET'],
    refused: (request) => (login.viewerOf(request) === undefined ? neededOf(login, request) : undefined),
    answer(request) {
      const viewer = login.viewerOf(request);
      if (viewer === undefined) return neededOf(login, request);
      const { 'last-event-id': last } = request.headers;
      const { session } = viewer;
      const { owner, stream } = hub.stream({
        viewer,
        topology: request.query.get('topology') ?? undefined,
        lastEventId: typeof last === 'string' ? last : undefined,
        // On loopback everybody is the same one, who has many pages open, or a test has. A token may have many people.
        owner: viewer.via === 'loopback' ? addressGroup(request.remote) : (session ?? `${viewer.via} ${viewer.user}`),
      });
      return {
        owner,
        stream(sink) {
          if (session !== undefined) sink.closed.addEventListener('abort', login.streams(session), { once: true });
          stream(sink);
        },
      };
    },
  };
}

function detailRoute(
  { login }: PageRoutesOptions,
  details: ReturnType<typeof detailAnswers>,
  [topology, path]: readonly [string, string],
): Route {
  return {
    methods: ['GET'],
    patience,
    refused: (request) => (login.viewerOf(request) === undefined ? neededOf(login, request) : undefined),
    answer: ({ query }) => answering(() => details(topology, path, query)),
  };
}

/** For whoever may not ask for it the path does not exist. */
function actionRoute(
  { login, actions }: PageRoutesOptions,
  topology: string,
  [, word, ...more]: readonly string[],
): Route | undefined {
  const action = actionNames.find((name) => name === word);
  if (actions === undefined || action === undefined || more.length > 0) return undefined;
  const refusedFor = (request: HttpRequest) => {
    const viewer = login.viewerOf(request);
    // A session that has ended is told of: its page was an approver's perhaps.
    if (viewer === undefined) return neededOf(login, request);
    return viewer.role === 'approver' ? notOfThePage(request, login.origins) : notFound;
  };
  return {
    methods: ['POST'],
    mostBody,
    patience,
    refused: refusedFor,
    answer: (request) => act(action, actions, { topology, login, request }),
  };
}

async function act(
  action: ActionName,
  actions: PageActions,
  { topology, login, request }: { readonly topology: string; readonly login: Login; readonly request: HttpRequest },
): Promise<Answer> {
  // The session may have ended while its body came.
  const by = login.viewerOf(request);
  if (by?.role !== 'approver') return loginNeeded;
  const checked = actionBody(action, request.body);
  if ('wrong' in checked) return refusal(400, 'bad-body', checked.wrong);
  return answering(async () => json(200, await actions.act(action, { topology, by }, checked.body)));
}

function editRoute({ login, edits }: PageRoutesOptions, topology: string): Route | undefined {
  if (edits === undefined) return undefined;
  return {
    methods: ['POST'],
    mostBody,
    patience,
    refused: (request) =>
      login.viewerOf(request) === undefined ? neededOf(login, request) : notOfThePage(request, login.origins),
    answer: async (request) => {
      // The session may have ended while its body came.
      const by = login.viewerOf(request);
      if (by === undefined) return loginNeeded;
      const checked = editBody(request.body);
      if ('wrong' in checked) return refusal(400, 'bad-body', checked.wrong);
      const { signal } = request;
      return answering(async () => json(200, await edits.edit(topology, checked.body, { by, signal })));
    },
  };
}

function isReading({ method }: HttpRequest): boolean {
  return method === 'GET' || method === 'HEAD';
}

/** What the registry knows is told in its words; of anything else only the log is told. */
async function answering(work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    if (!isScaleoutError(error) || error.code === 'command.unexpected') throw error;
    return json(statusOf(error), refusalOf(error));
  }
}

function statusOf({ code, exitCode }: ScaleoutError): number {
  if (code === 'page.busy') return 429;
  switch (exitCode) {
    case 3:
      return 400;
    case 5:
      return 409;
    case 4:
      return 503;
    default:
      return 500;
  }
}

/** Each by itself: a summary that ends with "secret" is not the name of what follows. */
function refusalOf({ code, summary, message, remedy }: ScaleoutError): Refusal {
  return { error: code, detail: `${summary}: ${scrubText(message)}`, remedy: scrubText(remedy) };
}
