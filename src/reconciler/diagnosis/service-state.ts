import type { MachineRole, MachineService } from '../../domain/machines.js';
import { applyCommand } from './apply-command.js';
import type { CheckContext, FoundWrong } from './check.js';
import { quotedText } from './powershell.js';

/** What is wrong with a service that should run; undefined where it does, or where a failover cluster decides on it. */
export function stoppedService(
  context: CheckContext,
  target: string,
  machine: string,
  role: MachineRole,
  service: MachineService,
): FoundWrong | undefined {
  const { name, state, startMode } = service;
  if (state === 'running' || service.clustered !== false) return undefined;
  const mode =
    startMode === 'disabled' ? ' and is disabled' : startMode === 'automatic' ? '' : `, start mode ${startMode}`;
  return {
    target,
    result: 'error',
    summary: `The ${role}'s service on ${machine} does not run${mode}`,
    evidence: evidenceOf(machine, service),
    cause:
      role === 'worker' ? 'Without it the machine takes no packages.' : 'Without it this node cannot be the master.',
    remedy: `Apply the topology: it starts the service, and sets it to start automatically. By hand: ${automatic(name)}; Start-Service ${quotedText(name)}. Where it does not stay up, its log and the System log of the machine say why.`,
    ...applyCommand(context, target),
  };
}

/** A service that runs, and will not after the next start of its machine. */
export function badStartMode(
  context: CheckContext,
  target: string,
  machine: string,
  role: MachineRole,
  service: MachineService,
): FoundWrong | undefined {
  const { name, startMode, clustered } = service;
  if (clustered !== false || startMode === 'automatic' || startMode === 'other') return undefined;
  return {
    target,
    result: 'warning',
    summary: `The ${role}'s service on ${machine} runs, and its start mode is ${startMode}`,
    evidence: evidenceOf(machine, service),
    cause: 'It does not come back when the machine is started again.',
    remedy: `Apply the topology: it sets the service to start automatically. By hand: ${automatic(name)}.`,
    ...applyCommand(context, target),
  };
}

function automatic(name: string): string {
  return `Set-Service ${quotedText(name)} -StartupType Automatic`;
}

function evidenceOf(machine: string, { name, state, startMode }: MachineService) {
  const where = `service ${name} on ${machine}`;
  return [
    { read: 'state', where, value: state },
    { read: 'start mode', where, value: startMode },
  ];
}
