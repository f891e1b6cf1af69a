import { sameMachine } from '../../domain/machine-name.js';
import { ScaleoutError } from '../../errors/errors.js';
import { type RotationPhase, refuseLeaving, type Topology } from '../../topology/topology.js';
import { workerId } from '../kinds/kind.js';

/** New certificates that a command asks for, whether or not the old ones end soon. */
export type AskedRotation =
  /** Ids of changes; `all`: every worker whose certificate is ours to make. */
  | { readonly of: 'workers'; readonly ids: readonly string[] | 'all' }
  | { readonly of: 'master'; readonly phase: RotationPhase };

/** The topology as a command asks for it. Throws `command.target-unknown` for what is no worker of it, or where it has no master. */
export function withRotation(topology: Topology, asked: AskedRotation): Topology {
  const { master, workers, source } = topology;
  if (asked.of === 'master') {
    if (master !== undefined) return { ...topology, master: { ...master, rotate: asked.phase } };
    throw new ScaleoutError('command.target-unknown', `${source.file} lists no machines of the master.`, {
      remedy: 'Name them: master: { machines: [...] }.',
    });
  }
  const { ids } = asked;
  if (ids === 'all') return { ...topology, workers: workers.map((worker) => ({ ...worker, renew: true })) };
  const prefix = workerId('');
  const machines = ids.map((id) => {
    const machine = id.toLowerCase().startsWith(prefix) ? id.slice(prefix.length) : undefined;
    if (machine !== undefined && workers.some((worker) => sameMachine(worker.machine, machine))) return machine;
    if (machine !== undefined) refuseLeaving(topology, machine, 'it needs no new certificate');
    throw new ScaleoutError('command.target-unknown', `${JSON.stringify(id)} is no worker of ${source.file}.`);
  });
  const isAsked = (name: string) => machines.some((machine) => sameMachine(machine, name));
  return {
    ...topology,
    workers: workers.map((worker) => (isAsked(worker.machine) ? { ...worker, renew: true } : worker)),
  };
}
