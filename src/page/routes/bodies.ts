import type { ActionBodies, ActionName, EditRequest } from '../wire/session.js';

/*
 * The bodies of requests, checked member by member: what is not named here is refused. What a value means is the affair of who
 * carries it out.
 */

/** A body that is as it has to be, or what is wrong with it. */
export type Checked<Body> = { readonly body: Body } | { readonly wrong: string };

type Check = (value: unknown) => string | undefined;
type Members = Readonly<Record<string, Check | { readonly optional: Check }>>;

const text =
  (most: number, least = 1): Check =>
  (value) =>
    typeof value === 'string' && value.length >= least && value.length <= most
      ? undefined
      : `has to be a text of ${least} to ${most} characters`;

const matching =
  (pattern: RegExp, what: string): Check =>
  (value) =>
    typeof value === 'string' && pattern.test(value) ? undefined : `has to be ${what}`;

const choice =
  (...values: readonly string[]): Check =>
  (value) =>
    typeof value === 'string' && values.includes(value) ? undefined : `has to be one of ${values.join(', ')}`;

const flag: Check = (value) => (typeof value === 'boolean' ? undefined : 'has to be true or false');

const yearInSeconds = 366 * 86_400;
const seconds: Check = (value) =>
  Number.isInteger(value) && Number(value) >= 1 && Number(value) <= yearInSeconds
    ? undefined
    : 'has to be a whole number of seconds, of a year at most';

const instant: Check = (value) =>
  typeof value === 'string' &&
  /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/.test(value) &&
  !Number.isNaN(Date.parse(value))
    ? undefined
    : 'has to be a moment with its offset, such as 2026-11-25T06:00Z';

const fingerprint = matching(/^[0-9a-f]{8,64}$/, 'a fingerprint, of 8 to 64 digits');
const digits = matching(/^[0-9a-fA-F]{6,64}$/, 'the first six digits or more');
const target = text(300);
const reason = text(300);
const name = text(200);

const mostKeys = 100;
const values: Check = (value) => {
  const wrong = `has to be an object of at most ${mostKeys} texts, numbers and truth values`;
  if (!isObject(value) || Object.keys(value).length > mostKeys) return wrong;
  const isPlain = Object.entries(value).every(
    ([key, one]) =>
      key.length <= 200 &&
      ((typeof one === 'string' && one.length <= 4_000) || Number.isFinite(one) || typeof one === 'boolean'),
  );
  return isPlain ? undefined : wrong;
};
const keys: Check = (value) =>
  Array.isArray(value) && value.length <= mostKeys && value.every((one) => name(one) === undefined)
    ? undefined
    : `has to be a list of at most ${mostKeys} names`;

const ending = { forSeconds: { optional: seconds }, until: { optional: instant } } as const;

const actions: Readonly<Record<ActionName, Members>> = {
  approve: { fingerprint, digits: { optional: digits } },
  withdraw: { fingerprint },
  suspend: { target: { optional: target }, reason, ...ending },
  resume: { target: { optional: target } },
  look: {},
  acknowledge: { id: name, target, until: instant, reason },
  unacknowledge: { id: name, target },
  drain: { target, reason, ...ending },
  undrain: { target },
};

const edits: Readonly<Record<EditRequest['kind'], Members>> = {
  set: { kind: choice('set'), worker: name, set: values, unset: keys },
  add: { kind: choice('add'), machine: name, like: { optional: name }, set: values },
  remove: { kind: choice('remove'), worker: name, absent: flag },
};

export function actionBody<Name extends ActionName>(action: Name, json: string): Checked<ActionBodies[Name]> {
  const checked = checkedBody(json, () => actions[action]);
  if ('wrong' in checked) return checked;
  const { forSeconds, until } = checked.body;
  if (action !== 'acknowledge' && forSeconds !== undefined && until !== undefined) {
    return { wrong: 'forSeconds and until cannot both be there.' };
  }
  // Each member was checked above.
  return { body: checked.body as unknown as ActionBodies[Name] };
}

export function editBody(json: string): Checked<EditRequest> {
  const isKind = (kind: unknown): kind is EditRequest['kind'] => typeof kind === 'string' && Object.hasOwn(edits, kind);
  const checked = checkedBody(json, ({ kind }) => (isKind(kind) ? edits[kind] : undefined));
  return 'wrong' in checked ? checked : { body: checked.body as unknown as EditRequest };
}

function checkedBody(
  json: string,
  membersOf: (body: Readonly<Record<string, unknown>>) => Members | undefined,
): Checked<Readonly<Record<string, unknown>>> {
  let body: unknown;
  try {
    body = JSON.parse(json);
  } catch {
    return { wrong: 'The body is not JSON.' };
  }
  if (!isObject(body)) return { wrong: 'The body is not an object.' };
  const members = membersOf(body);
  if (members === undefined) return { wrong: `kind has to be one of ${Object.keys(edits).join(', ')}.` };
  const unknown = Object.keys(body).some((key) => !Object.hasOwn(members, key));
  if (unknown)
    return { wrong: `The body has a member that is none of ${Object.keys(members).join(', ') || 'nothing'}.` };
  for (const [key, member] of Object.entries(members)) {
    const check = typeof member === 'function' ? member : member.optional;
    if (body[key] === undefined && typeof member !== 'function') continue;
    const wrong = check(body[key]);
    if (wrong !== undefined) return { wrong: `${key} ${wrong}.` };
  }
  return { body };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
