import type { OperationAnswer } from '../answers.js';
import {
  clusterView,
  type InstalledService,
  isRefusal,
  type MachineState,
  type Outcome,
  type Refusal,
  refused,
} from '../machine-state.js';
import type { MachineRole } from '../requests.js';
import { restartService, setStartMode, startService } from './services.js';

/** What the scripts for an administrator say of what they do: a sentence for each thing. */
export interface Report {
  readonly sentences: string[];
  changed: boolean;
  /** Says what an outcome means; hands a refusal back. */
  tell(outcome: Outcome, subject: string, now: string, already: string): Refusal | undefined;
  answer(more?: Partial<OperationAnswer>): OperationAnswer;
}

export function createReport(): Report {
  const sentences: string[] = [];
  const report: Report = {
    sentences,
    changed: false,
    tell(outcome, subject, now, already) {
      if (isRefusal(outcome)) return outcome;
      sentences.push(`${subject} ${outcome.changed ? now : already}`);
      report.changed ||= outcome.changed;
      return undefined;
    },
    answer: (more = {}) => ({ changed: report.changed, ...more, report: sentences }),
  };
  return report;
}

export function serviceOfRole(machine: MachineState, role: MachineRole): InstalledService | Refusal {
  const word = role === 'master' ? 'Master' : 'Worker';
  const found = machine.services().find((service) => service.role === role);
  return found ?? refused('serviceMissing', `No service SSISScaleOut${word} is installed on this machine.`);
}

/** Automatic and running, restarted where what it read at its start has changed. */
export function putInUse(
  machine: MachineState,
  { name, row }: InstalledService,
  restart: boolean,
  report: Report,
): Refusal | undefined {
  if (row.clustered === true) {
    const more = restart ? " Restart it with the cluster's own commands." : '';
    report.sentences.push(`A failover cluster owns ${name}: it was left alone.${more}`);
    return undefined;
  }
  const view = clusterView(machine, row);
  if (view.clustered === null) {
    report.sentences.push(
      `Whether a failover cluster owns ${name} cannot be told: ${view.clusterDoubt}. It was left alone.`,
    );
    return undefined;
  }
  const mode = setStartMode(machine, name, 'automatic');
  const refusal = report.tell(mode, name, 'starts automatically now.', 'started automatically already.');
  if (refusal !== undefined) return refusal;
  if (restart && row.service === 'running') {
    return report.tell(restartService(machine, name), name, 'was restarted.', 'was restarted.');
  }
  return report.tell(startService(machine, name), name, 'was started.', 'was running already.');
}
