import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import type { Diagnostic } from '../errors/errors.js';
import { buildTopology } from '../topology/build-topology.js';
import { hasError, readTopology } from '../topology/load-topology.js';
import { sourceText } from '../topology/source-text.js';
import type { Topology } from '../topology/topology.js';
import { parseServerAddress } from '../topology/values/plain-values.js';
import { headText } from './render-draft.js';
import { accessBlock, catalogBlock } from './render-head.js';
import { nameOf } from './topology-name.js';

/** Where to import from, as a command line says it. */
export interface ImportWords {
  readonly name?: string;
  readonly server?: string;
  readonly database?: string;
  /** A SQL Server login, or `DOMAIN\name` for a Windows account; its password is in SCALEOUT_SQL_PASSWORD. */
  readonly user?: string;
  readonly encrypt?: string;
  readonly trustServerCertificate?: boolean;
  readonly access?: string;
  readonly sshUser?: string;
  readonly identity?: string;
}

/** The head of a topology, or what is wrong with the words. */
type Source = { readonly base: Topology } | { readonly errors: readonly Diagnostic[] };

/**
 * A topology without workers that the words describe, over the catalog and the access of one that there is already. All
 * that a file could not say is refused as in a file.
 */
export function sourceOf(words: ImportWords, given: Topology | undefined): Source {
  const { server = '' } = words;
  const catalog = given === undefined ? catalogOf(words, server) : catalogBlock(given.catalog);
  const head = {
    name: words.name ?? given?.name ?? nameOf(server),
    catalog,
    access: words.access === undefined && given !== undefined ? accessBlock(given.access) : accessOf(words),
  };
  const loaded = loadText(headText(head));
  if ('errors' in loaded || given === undefined) return 'errors' in loaded ? loaded : { base: loaded.topology };
  const leaving = given.leaving === undefined ? {} : { leaving: given.leaving };
  if (words.access !== undefined) return { base: { ...loaded.topology, ...leaving } };
  const { access, catalog: target } = given;
  return { base: { ...loaded.topology, catalog: target, access, workers: given.workers, ...leaving } };
}

/** The same for a server that has told its own name; as it was where that is no address. */
export function onServer(base: Topology, name: string, isNamed: boolean): Topology {
  const server = parseServerAddress(name);
  if (!('value' in server)) return base;
  return { ...base, ...(isNamed ? {} : { name: nameOf(name) }), catalog: { ...base.catalog, server: server.value } };
}

function catalogOf({ database, user, encrypt, trustServerCertificate }: ImportWords, server: string) {
  return {
    server,
    ...(database === undefined ? {} : { database }),
    ...(user === undefined ? {} : { authentication: loginOf(user) }),
    ...(encrypt === undefined ? {} : { encrypt: encrypt === 'strict' ? encrypt : encrypt === 'true' }),
    ...(trustServerCertificate === true ? { trustServerCertificate } : {}),
  };
}

function loginOf(text: string) {
  const password = { env: 'SCALEOUT_SQL_PASSWORD' };
  const [, domain, user] = /^([^\\]*)\\(.*)$/s.exec(text) ?? [];
  // No SQL Server login has a backslash: CREATE LOGIN refuses one that is no Windows account.
  return domain === undefined ? { type: 'sql', user: text, password } : { type: 'ntlm', domain, user, password };
}

function accessOf({ access = 'none', sshUser, identity }: ImportWords) {
  return {
    transport: access,
    ...(sshUser === undefined ? {} : { user: sshUser }),
    ...(identity === undefined ? {} : { identity: { file: identity } }),
  };
}

/** Reads the text of a topology that is no file yet and names no certificate files, as `loadTopology` would. */
export function loadText(text: string): { readonly topology: Topology } | { readonly errors: readonly Diagnostic[] } {
  const file = 'topology.yaml';
  const { content, located, diagnostics } = readTopology(sourceText(file, text));
  if (content === undefined || located === undefined || hasError(diagnostics)) {
    return { errors: diagnostics.filter(({ severity }) => severity === 'error') };
  }
  const sha256 = createHash('sha256').update(text).digest('hex');
  // What it names begins at the root or at ~, so the folder is not used.
  const folders = { topology: homedir(), home: homedir() };
  return { topology: buildTopology(content, located, folders, { file, sha256 }, new Map()) };
}
