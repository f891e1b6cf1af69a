import { setTimeout as delay } from 'node:timers/promises';
import type { MachineRequest } from '../../providers/machines/script/wire.js';
import type { World } from '../model/world.js';
import type { AnswerMachine } from './ssh-server.js';

/** What may go wrong on the way: the connection cut before or after the request took effect, or no answer ever. */
export type MachineFault = 'cutBefore' | 'cutAfter' | 'hang';

export interface AnswerOptions {
  /** How long each request takes, in milliseconds; unless told otherwise none at all. */
  readonly latencyMs?: number;
  /** Called with each request before it is carried out; what it returns goes wrong. */
  readonly onMachineRequest?: (machine: string, request: MachineRequest) => MachineFault | undefined;
  /** Writes down what was changed, before an answer leaves. Where it throws, the connection is cut. */
  readonly flush?: () => void;
}

/** How the world's machines answer. */
export function answerMachines(world: World, options: AnswerOptions): AnswerMachine {
  const { latencyMs = 0, onMachineRequest, flush } = options;
  return async (machine, request) => {
    const fault = onMachineRequest?.(machine, request);
    if (fault === 'hang') return new Promise(() => {});
    if (latencyMs > 0) await delay(latencyMs);
    if (fault === 'cutBefore') return undefined;
    const answer = world.answer(machine, request);
    flush?.();
    return fault === 'cutAfter' ? undefined : answer;
  };
}
