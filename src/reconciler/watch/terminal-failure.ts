import { type ErrorCode, entryOf, registry } from '../../errors.js';

/** Refused for lack of a right, or because the world or the topology would have to be another: time alone mends none. */
const refusals: ReadonlySet<ErrorCode> = new Set([
  'catalog.sql-login-refused',
  'catalog.not-ssis-admin',
  'catalog.sysadmin-required',
  'catalog.permission-denied',
  'catalog.worker-limit',
  'catalog.value-refused',
  'catalog.value-too-long',
  'catalog.setting-missing',
  'machine.access-denied',
  'machine.config-read-only',
  'machine.transport-unavailable',
  'machine.certificate-invalid',
]);

/** Refused by a guard that looks at what passes by itself. */
const passing: ReadonlySet<ErrorCode> = new Set([
  'guard.step-stale',
  'guard.lock-held',
  'guard.lock-lost',
  'guard.drain-timeout',
  'guard.worker-at-work',
  'machine.moved',
]);

/** Whether a step that failed like this would fail again until something is changed. */
export function isTerminal(named: string): boolean {
  if (!Object.hasOwn(registry, named)) return false;
  const code = named as ErrorCode;
  if (passing.has(code)) return false;
  const { exitCode } = entryOf(code);
  return exitCode === 3 || exitCode === 5 || refusals.has(code);
}
