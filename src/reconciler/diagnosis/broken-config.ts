import type { MachineService } from '../../domain/machines.js';
import type { ReadConfig, UnreadConfig } from '../view/config.js';
import type { FoundWrong } from './check.js';
import { quotedText } from './powershell.js';

/** What helps against a config that is none: what we wrote has a backup beside it, `NAME.config.<time>.bak`. */
export function mendConfig({ path }: UnreadConfig, { name }: MachineService): Pick<FoundWrong, 'remedy' | 'command'> {
  if (path === undefined) {
    return {
      remedy:
        "Bring the file back, from a backup or by a repair of SQL Server's setup: where scaleout has changed it, the file as it was stands beside it (*.bak). Then restart the service.",
    };
  }
  const newest = `(Get-ChildItem ${quotedText(`${path}.*.bak`)} | Sort-Object Name | Select-Object -Last 1)`;
  return {
    remedy: `Mend ${path} in an editor, or take a backup: beside it stands ${path}.TIME.bak for each change that scaleout made, the file as it was before that change. The command takes the newest one; read it first. Then apply the topology for what has changed since, and restart ${name}.`,
    command: `Copy-Item -LiteralPath ${newest}.FullName -Destination ${quotedText(path)}; Restart-Service ${quotedText(name)}`,
  };
}

/**
 * What is said of keys that a config has in another case than setup writes them. We read them all the same; whether a service
 * does is not known, so this is asked only where it does not work.
 */
export function keysInOtherCase(
  config: ReadConfig,
  keys: readonly string[],
  file: string,
  machine: string,
): Pick<FoundWrong, 'summary' | 'evidence' | 'cause' | 'remedy'> | undefined {
  const found = keys.flatMap((key) => {
    const written = config.otherCase(key);
    return written === undefined ? [] : [{ key, written }];
  });
  const [first] = found;
  if (first === undefined) return undefined;
  return {
    summary: `${file} on ${machine} writes ${first.key} as ${first.written}`,
    evidence: found.map(({ key, written }) => ({ read: key, where: `${file} on ${machine}`, value: `key ${written}` })),
    cause: 'A service may read a key only as setup writes it (inferred), and then goes without that setting.',
    remedy: 'Write the key as setup does, with its capitals, and restart the service.',
  };
}
