import { type ConfigContent, readConfigFile } from '../../config-file/read-config-file.js';
import { sameValue } from '../../config-file/same-setting.js';
import { keysIn } from '../../config-file/spellings.js';
import { messageOf } from '../../message-of.js';
import type { ConfigFile, Installation } from '../machines.js';

/** A value of a config file that is neither a block nor a list. */
export type Scalar = string | number | boolean;

/** A config file of a machine, read; or why it could not be. */
export interface ConfigView {
  readonly file?: ConfigFile;
  /** Why there are no values. */
  readonly problem?: string;
  /** The value of a key as text; undefined where it has none. */
  text(key: string): string | undefined;
  /**
   * The keys that differ, by the spelling that the file has of them, with the value that it has. `asWritten` are keys that
   * a person has spelled as they shall be.
   */
  differing(wanted: Readonly<Record<string, Scalar>>, asWritten?: readonly string[]): readonly ConfigDifference[];
  /** The keys of which the file has neither spelling, so that which one its service reads cannot be told. */
  unspelled(wanted: Readonly<Record<string, Scalar>>, asWritten?: readonly string[]): readonly string[];
}

export interface ConfigDifference {
  readonly key: string;
  /** Null: the file has no such key. */
  readonly before: Scalar | null;
  readonly after: Scalar;
}

export function configOf({ config }: Installation): ConfigView {
  if (!config.known) return unreadable(config.reason);
  const file = config.value;
  try {
    return readable(file, readConfigFile(Buffer.from(file.content, 'base64')));
  } catch (error) {
    return { ...unreadable(messageOf(error)), file };
  }
}

function unreadable(problem: string): ConfigView {
  return { problem, text: () => undefined, differing: () => [], unspelled: () => [] };
}

function readable(file: ConfigFile, content: ConfigContent): ConfigView {
  return {
    file,
    text(key) {
      const value = content.get(keysIn(content, key)[0] ?? key);
      return isScalar(value) ? String(value) : undefined;
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
