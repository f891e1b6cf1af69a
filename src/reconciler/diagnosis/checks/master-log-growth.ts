import { moment } from '../../../text/times.js';
import { type Check, ok, pages, unknown } from '../check.js';
import { examined, size } from '../examined-machine.js';
import { atNodes } from '../master-node.js';
import { quotedText } from '../powershell.js';

const gigabyte = 1024 ** 3;

export const masterLogGrowth: Check = {
  id: 'master.log-growth',
  title: "The master's logs are kept small",
  reads:
    "the folder of the master's log on each node: files, bytes, the oldest and the newest; at most 10,000 files are counted",
  source: "Cleanup scripts of users: nothing deletes the logs of the service; the limit of 1 GB is this program's own",
  cause: 'Nothing cleans the folder of the logs.',
  remedy: 'Have old files deleted by a schedule.',
  page: pages.master,
  door: 'examination',
  withoutCatalog: true,
  run(context) {
    return atNodes(context, ({ target, name, machine }) => {
      const folders = examined(machine, 'folders');
      if (typeof folders === 'string') return unknown(target, `its folders: ${folders}`);
      const logs = folders.filter(({ role, use, exists }) => role === 'master' && use === 'logs' && exists);
      const large = logs.find(({ bytes, isMore }) => bytes >= gigabyte || isMore);
      if (large === undefined) return ok(target);
      const { path, files, bytes, isMore, oldest } = large;
      return {
        target,
        result: 'warning',
        summary: `The logs of the master on ${name} take ${isMore ? 'more than ' : ''}${size(bytes)}`,
        evidence: [
          { read: 'files', where: `${path} on ${name}`, value: `${isMore ? 'more than ' : ''}${files}` },
          { read: 'the oldest', where: `${path} on ${name}`, value: oldest === null ? '(none)' : moment(oldest) },
        ],
        cause: 'Nothing deletes them, and a full disk stops the master.',
        remedy: 'Delete old files there by a scheduled task; the newest is in use.',
        command: `Get-ChildItem -LiteralPath ${quotedText(path)} -Recurse -File | Where-Object LastWriteTime -lt (Get-Date).AddDays(-30) | Remove-Item`,
      };
    });
  },
};
