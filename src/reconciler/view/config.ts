import { type ConfigContent, keysIn, readConfigFile, sameValue } from '../../config-file/read-config-file.js';
import type { ConfigFile, Installation } from '../../domain/machines.js';
import { type WorkerAgentId, workerAgentId } from '../../domain/rows.js';
import { agentIdKey } from '../../facts/configs.js';
import { messageOf } from '../../text/printable.js';

/** A value of a config file that is neither a block nor a list. */
export type Scalar = string | number | boolean;

/** The config file of a service as it was read, or why it could not be. */
export type ConfigView = ReadConfig | UnreadConfig;

export interface ReadConfig {
  readonly state: 'read';
  readonly file: ConfigFile;
  /** The value of a key as text; undefined where it has none. */
  text(key: string): string | undefined;
  /** As the file writes a key that it has in another case alone; undefined where it has the key itself, or has none. */
  otherCase(key: string): string | undefined;
  /**
   * The keys that differ, by the spelling that the file has of them, with the value that it has. `asWritten` are keys that
   * a person has spelled as they shall be.
   */
  differing(wanted: Readonly<Record<string, Scalar>>, asWritten?: readonly string[]): readonly ConfigDifference[];
  /** The keys of which the file has neither spelling, so that which one its service reads cannot be told. */
  unspelled(wanted: Readonly<Record<string, Scalar>>, asWritten?: readonly string[]): readonly string[];
}

/** Nothing is known of its keys: it is equal to nothing, and differs from nothing. */
export interface UnreadConfig {
  readonly state: 'unread';
  /** Why it could not be read: a sentence or the reason of the machine. */
  readonly problem: string;
  /** Its bytes were read and are no config, or there is no such file: its service cannot read it either. */
  readonly isBroken: boolean;
  /** Where it is; absent where the machine did not say. */
  readonly path?: string;
  text(key: string): undefined;
}

export interface ConfigDifference {
  readonly key: string;
  /** Null: the file has no such key. */
  readonly before: Scalar | null;
  readonly after: Scalar;
}

/** Reads the config of a service. Only `machineView` calls this, so that each file is read once. */
export function configView({ config }: Pick<Installation, 'config'>): ConfigView {
  if (!config.known) return unread(config.reason, noFile.test(config.reason));
  const file = config.value;
  try {
    return readConfig(file, readConfigFile(Buffer.from(file.content, 'base64')));
  } catch (error) {
    return { ...unread(messageOf(error), true), path: file.path };
  }
}

/** What the machines' script says of a file that is not there; every other reason is of our own rights or access. */
const noFile = /^There is no file /;

function unread(problem: string, isBroken: boolean): UnreadConfig {
  return { state: 'unread', problem, isBroken, text: () => undefined };
}

function readConfig(file: ConfigFile, content: ConfigContent): ReadConfig {
  return {
    state: 'read',
    file,
    text(key) {
      const value = content.get(keysIn(content, key)[0] ?? key);
      return isScalar(value) ? String(value) : undefined;
    },
    otherCase(key) {
      const keys = content.scan.entries.map((entry) => entry.key);
      if (keys.includes(key)) return undefined;
      return keys.find((name) => name.toUpperCase() === key.toUpperCase());
    },
    differing(wanted, asWritten) {
      return Object.entries(wanted).flatMap(([name, after]) =>
        keysIn(content, name, asWritten).flatMap((key) => {
          const value = content.get(key);
          if (isScalar(value) && sameValue(key, value, after)) return [];
          return [{ key, before: isScalar(value) ? value : null, after }];
        }),
      );
    },
    unspelled(wanted, asWritten) {
      return Object.keys(wanted).filter((name) => keysIn(content, name, asWritten).length === 0);
    },
  };
}

function isScalar(value: unknown): value is Scalar {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** The worker's id in its config, in braces or not; undefined where it has none yet, or all zeros. */
export function agentIdIn(config: ConfigView): WorkerAgentId | undefined {
  const guid = config.text(agentIdKey.value)?.replace(/[{}]/g, '').trim() ?? '';
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(guid) && !/^[0-]+$/.test(guid);
  return isId ? workerAgentId(guid) : undefined;
}
