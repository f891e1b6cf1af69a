import type { MachineService } from '../../domain/machines.js';
import type { UnreadConfig } from '../view/config.js';
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
