import type { CatalogObservation } from '../../domain/catalog.js';
import { isAhead, isMasterOnline, masterSilenceLimit } from '../../domain/rows.js';
import { age, moment } from '../../text/times.js';
import type { MasterNode } from '../view/master-certificate.js';
import { type EndingCertificate, endWords } from './ending-certificates.js';

/** Whether something can do its part in running packages. */
export type HealthState = 'healthy' | 'degraded' | 'down' | 'unknown';

export const healthStates: readonly HealthState[] = ['healthy', 'degraded', 'down', 'unknown'];

export interface Health {
  readonly state: HealthState;
  /** A sentence: why; absent where it is healthy. Its names are foreign: whoever shows them makes them printable. */
  readonly reason?: string;
  /** ISO 8601, UTC, by the clock of the SQL Server: since when, where that is known. */
  readonly since?: string;
}

/** A machine that can host the master. */
export interface NodeHealth extends Health {
  readonly machine: string;
  /** True: the topology gives no access to it, so that nothing of it is ever known. */
  readonly isOutOfSight?: true;
  /** True: as it is, it cannot be the master. */
  readonly isDisabled?: true;
  /** True: something else was found at it. */
  readonly isFaulty?: true;
}

export const healthy: Health = { state: 'healthy' };

/** A phrase as a sentence. */
export function sentence(phrase: string): string {
  return `${phrase.charAt(0).toUpperCase()}${phrase.slice(1)}${/[.!?]$/.test(phrase) ? '' : '.'}`;
}

/** `since 2026-11-24 02:15:09 UTC (3 h 10 min)` */
export function sinceWords(since: string, observedAt: string): string {
  const seconds = (Date.parse(observedAt) - Date.parse(since)) / 1000;
  return `since ${moment(since)}${Number.isFinite(seconds) ? ` (${age(seconds)})` : ''}`;
}

/** Of a heartbeat in the future: a clause. */
export function aheadWords(lastOnline: string): string {
  return `its last heartbeat is of ${moment(lastOnline)}, which is to come by the clock of the SQL Server`;
}

/** By the catalog's heartbeats alone, wherever the master runs. */
export function masterHealth(catalog: CatalogObservation, ending: readonly EndingCertificate[]): Health {
  const { master, scaleOut, observedAt } = catalog;
  if (!catalog.workers.known) {
    return { state: 'unknown', reason: sentence(`whether the master works cannot be seen: ${catalog.workers.reason}`) };
  }
  if (scaleOut !== 'enabled') return { state: 'down', reason: 'Scale Out is not enabled.' };
  const online = isMasterOnline(master);
  if (online === null) {
    // What is no time says nothing, in either direction.
    if (master.lastOnline !== null) {
      const reason = `Whether the master works cannot be told: the time of its last heartbeat cannot be read.`;
      return { state: 'unknown', reason };
    }
    return { state: 'down', reason: 'The master was never heard of.' };
  }
  if (isAhead(master.lastOnlineAge ?? 0, masterSilenceLimit(master))) {
    const reason = `Whether the master works cannot be told: ${aheadWords(master.lastOnline ?? '')}.`;
    return { state: 'unknown', reason };
  }
  if (!online) {
    const since = master.lastOnline;
    const when = since === null ? '' : ` ${sinceWords(since, observedAt)}`;
    const reason = `The master has not been heard of${when}.`;
    return { state: 'down', reason, ...(since === null ? {} : { since }) };
  }
  const own = ending.find(({ role }) => role === 'master');
  return own === undefined ? healthy : certificateHealth("The master's certificate", own);
}

/** A node whose service does not run cannot be the master, unless a failover cluster decides where it runs. */
export function nodeHealth(
  { name, reachability, installation }: MasterNode,
  ending: readonly EndingCertificate[],
): NodeHealth {
  const machine = name;
  if (reachability.state === 'unreached') {
    return { machine, state: 'unknown', reason: sentence(`${name} could not be looked at: ${reachability.reason}`) };
  }
  if (reachability.state !== 'seen') {
    return {
      machine,
      state: 'unknown',
      isOutOfSight: true,
      reason: `${name} is not looked at (access: ${reachability.state}).`,
    };
  }
  if (installation === undefined) return { machine, state: 'down', reason: `${name} has no Scale Out Master.` };
  const { service } = installation;
  if (service.state !== 'running' && service.clustered === false) {
    const mode = service.startMode === 'automatic' ? '' : `, and its start mode is ${service.startMode}`;
    return { machine, state: 'down', reason: `The service ${service.name} on ${name} does not run${mode}.` };
  }
  if (service.state !== 'running' && service.clustered === null) {
    const reason = `The service ${service.name} on ${name} does not run; whether a failover cluster owns it cannot be told.`;
    return { machine, state: 'unknown', reason };
  }
  const own = ending.find(({ role, machines }) => role === 'master' && machines.includes(name));
  return { machine, ...(own === undefined ? healthy : certificateHealth(`The certificate of ${name}`, own)) };
}

export function certificateHealth(whose: string, ending: EndingCertificate): Health {
  const since = ending.secondsLeft < 0 ? { since: ending.notAfter } : {};
  return { state: 'degraded', reason: `${whose} ${endWords(ending)}.`, ...since };
}
