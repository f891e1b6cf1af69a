import { type ConfigContent, readConfigFile } from '../../config-file/read-config-file.js';
import { keysIn, sameValue } from '../../config-file/settings.js';
import type { ConfigFile, Installation } from '../../domain/machines.js';
import { type WorkerAgentId, workerAgentId } from '../../domain/rows.js';
import { agentIdKey } from '../../facts/configs.js';
import { messageOf } from '../../text/printable.js';
import type { DesiredWorker } from '../../topology/topology.js';
import type { AgentIdOf } from './matched-workers.js';
import { installationOf, type Observation, sightOf } from './observation.js';

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

/** Gives AgentId of a worker's own config; undefined where its machine was not looked at or has made none yet. */
export function agentIds(observation: Observation): AgentIdOf {
  if (observation.machines.size === 0) return () => undefined;
  return (worker) => configuredAgentId(worker, observation);
}

function configuredAgentId(worker: DesiredWorker, observation: Observation): WorkerAgentId | undefined {
  const sight = sightOf(worker.access, worker.machine, observation);
  if (sight.state !== 'seen') return undefined;
  const installation = installationOf(sight.machine, 'worker', observation.catalog.server.productVersion);
  return installation === undefined ? undefined : agentIdIn(configOf(installation));
}

/** The worker's id in its config, in braces or not; undefined where it has none yet, or all zeros. */
export function agentIdIn(config: ConfigView): WorkerAgentId | undefined {
  const guid = config.text(agentIdKey.value)?.replace(/[{}]/g, '').trim() ?? '';
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(guid) && !/^[0-]+$/.test(guid);
  return isId ? workerAgentId(guid) : undefined;
}
