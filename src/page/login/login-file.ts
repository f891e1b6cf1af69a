import { homedir } from 'node:os';
import { dirname, resolve } from 'node:path';
import type { Immutable } from '../../domain/documents.js';
import { type Diagnostic, diagnostic } from '../../errors/errors.js';
import { readFileBytes } from '../../files/files.js';
import type { LoginFile as LoginContent } from '../../generated/login.js';
import { loginKeys } from '../../generated/login-keys.js';
import * as generated from '../../generated/login-validator.js';
import { quoted, shown } from '../../text/words.js';
import { resolveFile } from '../../topology/build-topology.js';
import { decodeText } from '../../topology/file-text.js';
import { hasError, inOrder, limited, locate } from '../../topology/load-topology.js';
import { mayBeShown, type Problem, subject } from '../../topology/problem.js';
import { type FormatWords, type SchemaError, schemaProblems } from '../../topology/schema-problems.js';
import { isBlock, listAt, type Path, pathKey, textAt, valueAt } from '../../topology/secrets.js';
import { type SourceText, sourceText } from '../../topology/source-text.js';
import type { SecretReference } from '../../topology/topology.js';
import { parseYaml } from '../../topology/yaml/parse-yaml.js';
import type { Role } from '../wire/session.js';
import { addressRange } from './page-address.js';

/** People by name or by group. */
export interface People {
  readonly users: readonly string[];
  readonly groups: readonly string[];
}

export interface Roles {
  readonly approvers: People;
  readonly viewers: People & { readonly anyone: boolean };
}

export interface ProxySettings {
  /** From where the proxy connects. */
  readonly addresses: readonly string[];
  /** Lower case; undefined: the proxy ends TLS and logs nobody in. */
  readonly userHeader: string | undefined;
  readonly groupsHeader: string | undefined;
  readonly secretHeader: string;
  readonly secret: SecretReference | undefined;
}

export interface TokenSettings {
  readonly name: string;
  readonly role: Role;
  readonly token: SecretReference;
}

export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: SecretReference | undefined;
  readonly scopes: readonly string[];
  readonly userClaim: string;
  readonly groupsClaim: string;
}

/** What a login file says; its paths are absolute. */
export interface LoginSettings {
  /** An origin, such as https://scaleout.corp.example; undefined: none is named. */
  readonly address: string | undefined;
  /** Paths of PEM files. */
  readonly tls: { readonly certificate: string; readonly privateKey: string } | undefined;
  readonly proxy: ProxySettings | undefined;
  readonly tokens: readonly TokenSettings[];
  readonly oidc: OidcSettings | undefined;
  readonly roles: Roles;
}

/** What became of a login file: settings where nothing is wrong with it, and everything there is to say about it. */
export interface LoadedLogin {
  /** Absent exactly where one of the diagnostics is an error. */
  readonly settings?: LoginSettings;
  /** In the order of the file. */
  readonly diagnostics: readonly Diagnostic[];
  /** For showing the lines of the diagnostics. */
  readonly source?: SourceText;
}

/** Bytes: a hundred tokens and thousands of names take a tenth of it. */
const largest = 256 * 1024;

/** Reads and checks a login file. Whatever is wrong with it is a diagnostic; this does not throw. */
export async function loadLoginFile(file: string, home = homedir()): Promise<LoadedLogin> {
  const bytes = await readFileBytes(file, { largest, kinds: 'regular' });
  if ('failed' in bytes) {
    return { diagnostics: [diagnostic('login.file-unreadable', `${file} ${bytes.failed.phrase}.`)] };
  }
  const text = decodeText(file, bytes.read);
  if ('failed' in text) return { diagnostics: [diagnostic('login.file-unreadable', text.failed.detail)] };
  const source = sourceText(file, text.read, loginKeys);
  const { content, diagnostics } = readLoginText(source);
  const { diagnostics: told } = limited(diagnostics);
  if (content === undefined) return { diagnostics: told, source };
  return { settings: settingsOf(content, { topology: dirname(resolve(file)), home }), diagnostics: told, source };
}

function readLoginText(source: SourceText): {
  readonly content?: Immutable<LoginContent>;
  readonly diagnostics: readonly Diagnostic[];
} {
  const yaml = parseYaml(source);
  const ofText = yaml.problems.map(({ detail, remedy, start, end }) =>
    diagnostic('login.wrong', detail, {
      ...(remedy === undefined ? {} : { remedy }),
      range: start === undefined ? undefined : source.range(start, end ?? start),
    }),
  );
  const isJudged = yaml.problems.every(({ code }) => code === 'topology.duplicate-key');
  if (!isJudged) return { diagnostics: inOrder(ofText) };
  const diagnostics = inOrder([...ofText, ...locate(problemsOf(yaml.root), yaml)]);
  if (hasError(diagnostics) || !validate(yaml.root)) return { diagnostics };
  return { content: yaml.root, diagnostics };
}

const validator = generated.validate as unknown as {
  (root: unknown): boolean;
  readonly errors: readonly SchemaError[] | null;
};

const validate = (root: unknown): root is Immutable<LoginContent> => validator(root);

const words: FormatWords = {
  page: 'docs/login.md',
  examples: {
    apiVersion: 'the line apiVersion: ssis-scaleout/v1',
    name: 'a name, such as name: night-shift',
    addresses: 'where the proxy connects from, such as addresses: [127.0.0.1]',
  },
};

/** Everything that is wrong with a file's content, each mistake once. */
function problemsOf(root: unknown): readonly Problem[] {
  const found = isBlock(root) ? checks.flatMap((check) => check(root)) : [];
  const judged = new Set(found.map(({ path }) => pathKey(path)));
  const errors = validate(root) ? [] : (validator.errors ?? []);
  const others = schemaProblems(root, errors, words)
    .filter(({ path, at }) => at === 'key' || !judged.has(pathKey(path)))
    .map((one): Problem => ({ ...one, code: 'login.wrong' }));
  return [...found, ...others];
}

type Root = Readonly<Record<string, unknown>>;

const checks: readonly ((root: Root) => readonly Problem[])[] = [
  checkInlineSecrets,
  checkAddress,
  checkProxy,
  checkTokens,
  checkOidc,
  checkLogins,
];

function wrong(path: Path, detail: string, remedy?: string, at?: 'key'): Problem {
  return {
    code: 'login.wrong',
    path,
    detail,
    ...(remedy === undefined ? {} : { remedy }),
    ...(at === undefined ? {} : { at }),
  };
}

/** Secrets that are written into the file in place of a reference. Their text is in no message. */
function checkInlineSecrets(root: Root): readonly Problem[] {
  const paths: readonly Path[] = [
    ['tls', 'privateKey'],
    ['proxy', 'secret'],
    ['oidc', 'clientSecret'],
    ...listAt(root, ['tokens']).map((_, index): Path => ['tokens', index, 'token']),
  ];
  return paths
    .filter((path) => ['string', 'number', 'boolean'].includes(typeof valueAt(root, path)))
    .map((path) => ({
      code: 'login.inline-secret',
      path,
      detail: `${subject(root, path)} must say where the secret is, not hold it.`,
    }));
}

function checkAddress(root: Root): readonly Problem[] {
  const address = textAt(root, ['address']);
  if (address === undefined || !/^https?:\/\//.test(address)) return [];
  const path = ['address'];
  if (!URL.canParse(address)) return [wrong(path, `address ${quoted(address)} is no address.`)];
  const { hostname, protocol } = new URL(address);
  if (protocol === 'https:' || isHere(hostname)) return [];
  return [
    wrong(path, `address must begin with https://, for ${shown(hostname)} is not this machine.`, 'Write https://.'),
  ];
}

const defaultSecretHeader = 'X-Scaleout-Proxy-Secret';

function checkProxy(root: Root): readonly Problem[] {
  if (!isBlock(root.proxy)) return [];
  const { userHeader, groupsHeader, secretHeader = defaultSecretHeader, secret } = root.proxy;
  const found = listAt(root, ['proxy', 'addresses']).flatMap((text, index): readonly Problem[] => {
    const path = ['proxy', 'addresses', index];
    if (typeof text !== 'string' || addressRange(text) !== undefined) return [];
    const what = mayBeShown(root, text, path) ? quoted(text) : 'this text';
    const detail = `proxy.addresses must hold addresses and networks, not ${what}.`;
    return [wrong(path, detail, 'Write an address, such as 10.1.2.3, or a network, such as 10.1.2.0/24.')];
  });
  const headers = [secretHeader, userHeader, groupsHeader].flatMap((name) => (typeof name === 'string' ? name : []));
  // Else the secret would be shown as a name.
  if (new Set(headers.map((name) => name.toLowerCase())).size < headers.length) {
    const detail = 'userHeader, groupsHeader and secretHeader of proxy must be three headers.';
    found.push(wrong(['proxy'], detail, 'Give each a name of its own.', 'key'));
  }
  if (userHeader !== undefined && secret === undefined) {
    const remedy = 'Add secret: { file: PATH }, and have the proxy send it in the header X-Scaleout-Proxy-Secret.';
    found.push(wrong(['proxy', 'userHeader'], 'proxy.userHeader is believed only with proxy.secret.', remedy, 'key'));
  }
  if (groupsHeader !== undefined && userHeader === undefined) {
    found.push(wrong(['proxy', 'groupsHeader'], 'proxy.groupsHeader needs proxy.userHeader.', undefined, 'key'));
  }
  return found;
}

function checkTokens(root: Root): readonly Problem[] {
  const seen = new Set<string>();
  return listAt(root, ['tokens']).flatMap((_, index): readonly Problem[] => {
    const name = textAt(root, ['tokens', index, 'name'])?.toLowerCase();
    if (name === undefined) return [];
    const isSecond = seen.has(name);
    seen.add(name);
    return isSecond
      ? [wrong(['tokens', index, 'name'], 'Two tokens have this name.', 'Give each a name of its own.')]
      : [];
  });
}

function checkOidc(root: Root): readonly Problem[] {
  if (!isBlock(root.oidc)) return [];
  const found: Problem[] = [];
  const issuer = textAt(root, ['oidc', 'issuer']) ?? '';
  if (/^http:\/\//.test(issuer) && !(URL.canParse(issuer) && isHere(new URL(issuer).hostname))) {
    found.push(wrong(['oidc', 'issuer'], 'oidc.issuer must begin with https://.', 'Write https://.'));
  }
  if (root.address === undefined) {
    const remedy = 'Add address: https://NAME, as people write it in their browser.';
    found.push(wrong(['oidc'], 'oidc needs the key address: the provider sends people back there.', remedy, 'key'));
  }
  const scopes = valueAt(root, ['oidc', 'scopes']);
  if (Array.isArray(scopes) && !scopes.includes('openid')) {
    found.push(wrong(['oidc', 'scopes'], 'oidc.scopes must hold openid: without it there is no ID token.'));
  }
  return found;
}

function isHere(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

/** A file without a login, and logins whose people have no role. */
function checkLogins(root: Root): readonly Problem[] {
  const isProxyLogin = valueAt(root, ['proxy', 'userHeader']) !== undefined;
  const login = isProxyLogin ? 'proxy.userHeader' : root.oidc === undefined ? undefined : 'oidc';
  if (login !== undefined && root.roles === undefined) {
    const remedy = 'Add roles: { approvers: { groups: [NAME] }, viewers: { anyone: true } }, or name who may look.';
    const path = isProxyLogin ? ['proxy', 'userHeader'] : ['oidc'];
    return [wrong(path, `${login} needs the key roles: without it nobody may look.`, remedy, 'key')];
  }
  if (login !== undefined || root.tokens !== undefined) return [];
  const remedy = 'Add tokens, proxy.userHeader or oidc. docs/login.md has an example of each.';
  return [wrong([], 'The file has no login: nobody could see the page.', remedy)];
}

function settingsOf(content: Immutable<LoginContent>, folders: Parameters<typeof resolveFile>[1]): LoginSettings {
  const { address, tls, proxy, tokens = [], oidc, roles } = content;
  const path = (file: string) => resolveFile(file, folders);
  const reference = (found: { readonly env?: string; readonly file?: string }): SecretReference =>
    found.env === undefined ? { file: path(found.file ?? '') } : { env: found.env };
  const people = (found: Partial<People> = {}) => ({ users: found.users ?? [], groups: found.groups ?? [] });
  return {
    address: address === undefined ? undefined : new URL(address).origin,
    tls: tls && { certificate: path(tls.certificate.file), privateKey: path(tls.privateKey.file) },
    proxy: proxy && {
      addresses: proxy.addresses,
      userHeader: proxy.userHeader?.toLowerCase(),
      groupsHeader: proxy.groupsHeader?.toLowerCase(),
      secretHeader: (proxy.secretHeader ?? defaultSecretHeader).toLowerCase(),
      secret: proxy.secret && reference(proxy.secret),
    },
    tokens: tokens.map(({ name, role, token }) => ({ name, role, token: reference(token) })),
    oidc: oidc && {
      issuer: oidc.issuer,
      clientId: oidc.clientId,
      clientSecret: oidc.clientSecret && reference(oidc.clientSecret),
      scopes: oidc.scopes ?? ['openid', 'profile'],
      userClaim: oidc.userClaim ?? 'preferred_username',
      groupsClaim: oidc.groupsClaim ?? 'groups',
    },
    roles: {
      approvers: people(roles?.approvers),
      viewers: { ...people(roles?.viewers), anyone: roles?.viewers?.anyone ?? false },
    },
  };
}
