import { randomUUID } from 'node:crypto';
import type { Instant } from '../engine.js';
import { SandboxError } from '../errors.js';
import type { AddedMachine } from '../model/fresh/add-machine.js';
import type { FleetDescription } from '../model/fresh/fleet-description.js';
import type { Json, StoreContent } from '../model/store.js';
import { type Way, wayNames } from '../model/ways.js';
import { replaceFile } from './files.js';
import { readOwnFile } from './layout.js';

const format = 'ssis-scaleout/sandbox';
const formatVersion = 1;

/** What state.json holds. */
export interface StateDocument {
  /** Changes with every compaction; a journal belongs to the state whose generation it names. */
  readonly generation: string;
  /** The machines that a reset installs afresh. */
  readonly fleet: Json;
  readonly tables: StoreContent;
}

/** Puts a state in the place of the last one; returns its generation and its size in bytes. Throws the system's error. */
export function writeState(
  path: string,
  state: Omit<StateDocument, 'generation'>,
): { generation: string; size: number } {
  const generation = randomUUID();
  const text = `${JSON.stringify({ format, formatVersion, generation, fleet: state.fleet, tables: state.tables }, null, 2)}\n`;
  replaceFile(path, text);
  return { generation, size: Buffer.byteLength(text) };
}

/**
 * Reads state.json, which people may have edited: one without a generation has no journal. Undefined where there is no
 * such file. Throws `sandbox.state-damaged`, `sandbox.state-too-new` or `sandbox.directory-unusable`.
 */
export function readState(path: string): (StateDocument & { readonly size: number }) | undefined {
  const bytes = readOwnFile(path);
  if (bytes === undefined) return undefined;
  const document = parse(path, decode(path, bytes));
  const { fleet, generation, tables } = document;
  if (document.format !== format) {
    throw damaged(`${path}: "format" is not "${format}"`);
  }
  if (typeof document.formatVersion !== 'number' || document.formatVersion < 1) {
    throw damaged(`${path}: "formatVersion" is not ${formatVersion}`);
  }
  if (document.formatVersion > formatVersion) {
    throw new SandboxError('sandbox.state-too-new', `${path} has the format version ${document.formatVersion}`);
  }
  return {
    generation: typeof generation === 'string' ? generation : '',
    fleet: fleet ?? null,
    tables: checkTables(path, tables),
    size: bytes.length,
  };
}

/** The fleet in a text whose tables are damaged, as we wrote it: the fleet stands before the tables. */
export function headOf(text: string): Json | undefined {
  const end = text.search(/,?\s*"tables"\s*:/);
  if (end === -1) return undefined;
  try {
    const head = JSON.parse(`${text.slice(0, end)}}`) as Json;
    return isObject(head) ? head.fleet : undefined;
  } catch {
    return undefined;
  }
}

/** `sandbox.state-damaged`; the detail names the file and the place. */
export function damaged(detail: string, cause?: unknown): SandboxError {
  return new SandboxError('sandbox.state-damaged', detail, { cause });
}

/** The text of a file in UTF-8, without the mark that some editors put before it. */
export function decode(path: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw damaged(`${path} is not text in UTF-8`, error);
  }
}

type JsonObject = { readonly [key: string]: Json };

function parse(path: string, text: string): JsonObject {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch (error) {
    throw damaged(`${path}:${lineOf(error, text)}: ${notJson(error)}`);
  }
  if (!isObject(value)) throw damaged(`${path}:1: not a JSON object`);
  return value;
}

/** What is wrong with a text that is not JSON. V8 quotes a part of it, and a sandbox's files hold passwords. */
export function notJson(error: unknown): string {
  const message = error instanceof Error ? error.message : '';
  return message.includes('"') ? 'something stands here that is not JSON' : message || 'not JSON';
}

/**
 * V8 names the place as `position N`, or quotes ten characters before and after it, or says nothing where the text ends too
 * early.
 */
function lineOf(error: unknown, text: string): number {
  const message = error instanceof Error ? error.message : '';
  const position = /position (\d+)/.exec(message)?.[1];
  const [, begun, quoted] = /, (\.\.\.)?"(.*)"(?:\.\.\.)? is not valid JSON$/s.exec(message) ?? [];
  const found = quoted === undefined ? -1 : text.indexOf(quoted);
  if (found !== -1) return lineAt(text, found + (begun === undefined ? 0 : 10));
  return position === undefined ? lineAt(text, text.trimEnd().length) : lineAt(text, Number(position));
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

function checkTables(path: string, tables: Json | undefined): StoreContent {
  if (!isObject(tables)) throw damaged(`${path}: "tables" is not an object`);
  for (const [name, rows] of Object.entries(tables)) {
    if (!isObject(rows)) throw damaged(`${path}: the table "${name}" is not an object of rows`);
    for (const [key, row] of Object.entries(rows)) {
      if (!isObject(row)) throw damaged(`${path}: the row "${key}" of the table "${name}" is not an object`);
    }
  }
  return tables as StoreContent;
}

/** Whether a JSON value is an object: a row. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The fleet as state.json keeps it for a reset; the time of its making is the reset's. */
export function recordFleet({ createdAt: _, workers, configFormat, world, ...rest }: FleetDescription): Json {
  return {
    ...rest,
    ...(configFormat === undefined ? {} : { configFormat: { ...configFormat } }),
    ...(world === undefined ? {} : { world }),
    // A machine of which there is nothing else to say is its name.
    workers: workers.map(({ machine, ...more }) => (Object.keys(more).length === 0 ? machine : { machine, ...more })),
  };
}

/** The same with one machine more, which a reset then installs too. */
export function recordMachine(fleet: Json, { machine, role, joined }: AddedMachine): Json {
  if (!isObject(fleet)) return fleet;
  const list = role === 'master' ? 'masterMachines' : 'workers';
  const before = Array.isArray(fleet[list]) ? fleet[list] : [];
  const isThere = before.some((one: Json) => (isObject(one) ? one.machine : one) === machine);
  if (isThere) return fleet;
  const own = role === 'worker' && joined !== (fleet.joined === true) ? { machine, joined } : machine;
  return { ...fleet, [list]: [...before, own] };
}

/** The fleet of a record, which people may have edited. Throws `sandbox.state-damaged`. */
export function readFleet(record: Json, path: string, createdAt: Instant): FleetDescription {
  if (!isObject(record)) throw damaged(`${path}: "fleet" is not an object`);
  const { serverName, masterMachine, masterMachines, endpoint, workers, joined, productVersion, edition } = record;
  if (typeof serverName !== 'string') throw damaged(`${path}: "serverName" of "fleet" is not a text`);
  if (!Array.isArray(workers)) throw damaged(`${path}: "workers" of "fleet" is not a list`);
  const masters = Array.isArray(masterMachines) ? masterMachines : [masterMachine];
  const named = masters.filter((machine: Json | undefined) => typeof machine === 'string');
  const configFormat = formatOf(record.configFormat);
  return {
    serverName,
    masterMachines: named.length === 0 ? [serverName] : named,
    workers: workers.map((worker: Json, index) => {
      const machine = typeof worker === 'string' ? worker : isObject(worker) ? worker.machine : undefined;
      if (typeof machine !== 'string') throw damaged(`${path}: the worker ${index + 1} of "fleet" has no name`);
      const { joined: own, certificate } = isObject(worker) ? worker : {};
      return {
        machine,
        ...(typeof own === 'boolean' ? { joined: own } : {}),
        ...(typeof certificate === 'string' ? { certificate } : {}),
      };
    }),
    joined: joined === true,
    createdAt,
    ...(typeof endpoint === 'string' ? { endpoint } : {}),
    ...(typeof productVersion === 'string' ? { productVersion } : {}),
    ...(typeof edition === 'string' ? { edition } : {}),
    ...(configFormat === undefined ? {} : { configFormat }),
    ...(Array.isArray(record.world) ? { world: worldOf(record.world, path) } : {}),
  };
}

function worldOf(names: readonly Json[], path: string): readonly Way[] {
  return names.map((name) => {
    const way = wayNames.find((one) => one === name);
    if (way === undefined) throw damaged(`${path}: "world" of "fleet" has ${JSON.stringify(name)}, which is none`);
    return way;
  });
}

function formatOf(value: Json | undefined): FleetDescription['configFormat'] {
  if (!isObject(value)) return undefined;
  const { encoding, lineEnd } = value;
  return {
    ...(encoding === 'utf8' || encoding === 'utf8-bom' || encoding === 'utf16le' ? { encoding } : {}),
    ...(lineEnd === '\n' || lineEnd === '\r\n' ? { lineEnd } : {}),
  };
}
