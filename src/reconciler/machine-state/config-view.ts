import { keyIn } from '../../config-file/key-in.js';
import { type ConfigContent, readConfigFile } from '../../config-file/read-config-file.js';
import { sameSetting } from '../../config-file/same-setting.js';
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
  /** The keys that differ, by the spelling that the file has of them, with the value that it has. */
  differing(wanted: Readonly<Record<string, Scalar>>): readonly ConfigDifference[];
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
  return { problem, text: () => undefined, differing: () => [] };
}

function readable(file: ConfigFile, content: ConfigContent): ConfigView {
  return {
    file,
    text(key) {
      const value = content.get(keyIn(content, key));
      return isScalar(value) ? String(value) : undefined;
    },
    differing(wanted) {
      return Object.entries(wanted).flatMap(([name, after]) => {
        const key = keyIn(content, name);
        const value = content.get(key);
        if (isScalar(value) && sameSetting(value, after)) return [];
        return [{ key, before: isScalar(value) ? value : null, after }];
      });
    },
  };
}

function isScalar(value: unknown): value is Scalar {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
