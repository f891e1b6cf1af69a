import { type Check, type CheckContext, type CheckedWorker, type Evidence, ok, pages, unknown } from '../check.js';
import { examined } from '../examined-machine.js';
import { atWorkerConfigs, type SeenWorkerMachine } from '../worker-machine.js';

const cpuKey = 'TaskRequestMaxCPU';
const memoryKey = 'TaskRequestMinMemory';
const countKey = 'MaxTaskCount';

export const workerLimits: Check = {
  id: 'worker.limits',
  title: "The worker's limits let it ask for work",
  reads: `${cpuKey} (per cent), ${memoryKey} (MB) and ${countKey} of WorkerSettings.config, against the load of the machine now`,
  source: 'Microsoft: SSIS Scale Out Worker; the first two are not in use in SQL Server 2017',
  cause: 'TaskRequestMaxCPU, TaskRequestMinMemory or MaxTaskCount keep the worker from asking for tasks.',
  remedy: 'Raise the limits, or lessen the load.',
  page: pages.worker,
  door: 'examination',
  withoutCatalog: true,
  run(context) {
    const limited = new Set<CheckedWorker>();
    const outcomes = atWorkerConfigs(context, ({ worker, target, name, machine, installation, config }) => {
      const load = examined(machine, 'load');
      const number = (key: string) => {
        const text = config.text(key);
        return text === undefined || text.trim() === '' ? Number.NaN : Number(text);
      };
      const evidence: Evidence[] = [];
      const where = `WorkerSettings.config on ${name}`;
      if (number(countKey) < 1) evidence.push({ read: countKey, where, value: config.text(countKey) ?? '' });
      const isUsed = installation.version !== '140';
      if (typeof load === 'string') {
        if (evidence.length === 0 && isUsed) return unknown(target, `its load: ${load}`);
      } else if (isUsed) {
        if (number(cpuKey) <= load.cpuPercent)
          evidence.push(
            { read: cpuKey, where, value: config.text(cpuKey) ?? '' },
            { read: 'load of the processors', where: name, value: `${load.cpuPercent} %` },
          );
        if (number(memoryKey) >= load.freeMemoryMegabytes)
          evidence.push(
            { read: memoryKey, where, value: config.text(memoryKey) ?? '' },
            { read: 'free memory', where: name, value: `${load.freeMemoryMegabytes} MB` },
          );
      }
      if (evidence.length === 0) return ok(target);
      limited.add(worker);
      return {
        target,
        result: 'warning',
        summary: `${name} asks for no work now: its load is beyond its limits`,
        evidence,
        cause:
          'A worker asks the master for a task only while it is within these limits. It goes on by itself when the load is less.',
        remedy:
          'Look at what loads the machine. Where the limits are too low, write other ones into settings of the worker.',
        explains: (id) => id === 'catalog.executions-pending' && isNobodyLeft(context, limited),
      };
    });
    return outcomes;
  },
};

/** Others take what waits, where there are any. */
function isNobodyLeft({ workers }: CheckContext, limited: ReadonlySet<SeenWorkerMachine['worker']>): boolean {
  return workers.every((worker) => !worker.isWanted || worker.isHeard !== true || limited.has(worker));
}
