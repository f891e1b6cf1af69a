import type { ExaminedDisk, ExaminedFolder } from '../../../domain/examination.js';
import { type Check, ok, pages, unknown } from '../check.js';
import { examined, size } from '../examined-machine.js';
import { atWorkers } from '../worker-machine.js';

const gigabyte = 1024 ** 3;
const full = gigabyte / 10;

export const workerDisk: Check = {
  id: 'worker.disk',
  title: "The worker's disks have room",
  reads:
    'free space of the disks with the folders of the worker (TasksRootFolder, ExecutionLogCacheFolder, its log), of all where those are not known; warned of below 2 GB or 5 %',
  source: "Microsoft: SSIS Scale Out Worker (TasksRootFolder, TaskLogLevel); the limits are this program's own",
  cause: 'Folders of tasks and logs are never cleaned.',
  remedy: 'Lower TaskLogLevel, and have old folders deleted by a schedule.',
  page: pages.worker,
  door: 'examination',
  withoutCatalog: true,
  run(context) {
    return atWorkers(context, ({ target, name, machine }) => {
      const disks = examined(machine, 'disks');
      if (typeof disks === 'string') return unknown(target, `its disks: ${disks}`);
      const folders = examined(machine, 'folders');
      const own = typeof folders === 'string' ? [] : folders.filter(({ role }) => role === 'worker');
      const used = disks.filter((disk) => own.length === 0 || own.some((folder) => isOn(folder, disk)));
      const [worst] = used.filter(isScarce).toSorted((one, other) => one.freeBytes - other.freeBytes);
      if (worst === undefined)
        return used.length === 0 ? unknown(target, 'the disk of its folders was not seen') : ok(target);
      return {
        target,
        result: worst.freeBytes < full ? 'error' : 'warning',
        summary: `${worst.name} on ${name} has ${size(worst.freeBytes)} left of ${size(worst.totalBytes)}`,
        evidence: [
          { read: 'free space', where: `${worst.name} on ${name}`, value: `${worst.freeBytes} bytes` },
          ...own
            .filter((folder) => folder.exists && isOn(folder, worst))
            .map(({ path, bytes, isMore }) => ({
              read: path,
              where: name,
              value: `${isMore ? 'more than ' : ''}${size(bytes)}`,
            })),
        ],
        cause:
          'A package writes its files and its log there, and fails where the disk is full. Nothing deletes what is in TasksRootFolder.',
        remedy: 'Delete what old packages left in the folder of tasks, and lower TaskLogLevel where it is 126.',
      };
    });
  },
};

function isOn({ path }: ExaminedFolder, { name }: ExaminedDisk): boolean {
  return path.toUpperCase().startsWith(name.toUpperCase());
}

function isScarce({ freeBytes, totalBytes }: ExaminedDisk): boolean {
  return freeBytes < 2 * gigabyte || freeBytes < totalBytes / 20;
}
