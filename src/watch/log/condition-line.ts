import { counted, firstOf } from '../../text/words.js';
import { type FleetCondition, type ShortFinding, unhealthyParts } from '../fleet-condition.js';
import type { LineLevel } from './line-writer.js';

/** The most entries of each list in a line. */
const most = 20;

/** An outage is an error; what only comes, or cannot be told, is a warning; that all is well again is none. */
export function conditionLevel({ health, findings }: FleetCondition): LineLevel {
  if (health.state === 'down') return 'error';
  if (health.state !== 'healthy' || findings.some(({ severity }) => severity === 'error')) return 'warn';
  return 'info';
}

/**
 * `health: down: Nothing can run on a worker: ... Cause: The master's service on SQLETL01 does not run (5 findings below it)`.
 * Of a certificate that only ends soon nothing else that was found is the cause.
 */
export function conditionMessage({ health, findings }: FleetCondition): string {
  const reason = health.reason === undefined ? '' : `: ${health.reason}`;
  const causes = findings.filter(({ severity }) => severity === 'error' || health.state === 'healthy');
  if (causes.length === 0) return `health: ${health.state}${reason}`;
  const word = !health.isAmiss ? 'Also found' : causes.length === 1 ? 'Cause' : 'Causes';
  const head = health.state === 'healthy' ? '; found' : `${reason === '' ? ';' : ''} ${word}`;
  return `health: ${health.state}${reason}${head}: ${firstOf(causes.map(causeText), 3)}`;
}

function causeText({ summary, consequences }: ShortFinding): string {
  return consequences === 0 ? summary : `${summary} (${counted(consequences, 'finding')} below it)`;
}

/** The same for programs: who is not healthy, and what was found. */
export function conditionFields({ health, findings }: FleetCondition) {
  const { state, reason, since } = health;
  const unhealthy = unhealthyParts(health);
  const omitted = [unhealthy, findings].reduce((sum, { length }) => sum + Math.max(0, length - most), 0);
  return {
    health: state,
    ...(reason === undefined ? {} : { reason }),
    ...(since === undefined ? {} : { since }),
    ...(unhealthy.length === 0
      ? {}
      : {
          unhealthy: unhealthy
            .slice(0, most)
            .map((part) => ({ target: part.target, state: part.state, since: part.since })),
        }),
    ...(findings.length === 0 ? {} : { findings: findings.slice(0, most) }),
    ...(omitted === 0 ? {} : { omitted }),
  };
}
