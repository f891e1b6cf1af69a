import type { MachineRole, MachineService } from '../../domain/machines.js';
import type { FoundWrong } from './check.js';

/** What is wrong with a service that should run; undefined where it does, or where a failover cluster decides on it. */
export function stoppedService(
  target: string,
  machine: string,
  role: MachineRole,
  service: MachineService,
): FoundWrong | undefined {
  const { name, state, startMode } = service;
  if (state === 'running' || service.clustered !== false) return undefined;
  const evidence = [
    { read: 'state', where: `service ${name} on ${machine}`, value: state },
    { read: 'start mode', where: `service ${name} on ${machine}`, value: startMode },
  ];
  const mode =
    startMode === 'disabled' ? ' and is disabled' : startMode === 'automatic' ? '' : `, start mode ${startMode}`;
  return {
    target,
    result: 'error',
    summary: `The ${role}’s service on ${machine} does not run${mode}`,
    evidence,
    cause:
      role === 'worker' ? 'Without it the machine takes no packages.' : 'Without it this node cannot be the master.',
    remedy:
      'Start it, and set it to start automatically. Where it does not stay up, its log and the System log of the machine say why.',
    command: `Set-Service ${name} -StartupType Automatic; Start-Service ${name}`,
  };
}
