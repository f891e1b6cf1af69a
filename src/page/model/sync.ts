import { counted } from '../../text/words.js';
import type { ChangeCounts, Head } from '../wire/head.js';
import { differences, isDifference, type Look } from './look.js';

export function changeCounts({ plan }: Look): ChangeCounts {
  const { add, change, remove, manual, unknown, unmanaged, suspended = 0 } = plan.summary;
  return { add, update: change + suspended, remove, manual, unknown, unmanaged, fingerprint: plan.fingerprint };
}

/** Whether the world is as the topology says: another question than whether anything can run. */
export function syncOf(look: Look): Head['sync'] {
  const found = comparedOf(look);
  if (look.plan.applyable || found.state === 'differs') return found;
  // What differs may be of another topology, and nothing of the plan is carried out.
  const why = look.plan.diagnostics.find(({ severity }) => severity === 'error')?.summary ?? '';
  return { state: 'differs', text: `A guard refuses the plan: ${why.charAt(0).toLowerCase()}${why.slice(1)}.` };
}

function comparedOf({ plan, heldBy, held, mode }: Look): Head['sync'] {
  const differing = plan.changes.filter(isDifference);
  const unknown = differing.filter(({ action }) => action === 'unknown').length;
  const real = differing.length - unknown;
  const kept = differing.filter(({ id, action }) => action !== 'unknown' && heldBy.has(id));
  const unseen = [
    ...(unknown === 0 ? [] : [`${counted(unknown, 'part')} could not be compared`]),
    ...(unknown > 0 || plan.complete ? [] : ['not every machine showed all that is compared']),
  ];
  const reasons = new Set(held.filter(({ id }) => kept.some((change) => change.id === id)).map(reasonOf));
  const [reason] = reasons;
  const heldWords =
    kept.length === 0
      ? ''
      : `, ${kept.length === real ? (real === 1 ? 'held' : 'all held') : `${kept.length} held`}${reasons.size === 1 ? `: ${reason}` : ''}`;
  // Workers are listed with their differences: the numbers of both are to be found in one sentence.
  const points = differing.reduce((sum, one) => sum + (one.action === 'unknown' ? 0 : differences(one)), 0);
  const of = points === real ? '' : ` with ${counted(points, 'difference')}`;
  const dangers = differing.filter(({ risk, action }) => risk === 'destructive' && action !== 'unknown').length;
  const dangerWords = dangers === 0 ? '' : `, ${dangers === real ? '' : `${dangers} of them `}destructive`;
  const changes = real === 0 ? [] : [`${counted(real, 'change')}${of}${dangerWords}${heldWords}`];
  const text = `${[...changes, ...unseen].join('; ')}.`;
  // Who only looks holds nothing back by itself: what somebody suspended is held for every watch and apply.
  const isSuspended = kept.every(({ id }) => heldBy.get(id)?.by === 'suspension');
  if (real > kept.length || (real > 0 && mode === 'looks' && !isSuspended)) return { state: 'differs', text };
  if (unseen.length > 0) return { state: 'unknown', text: real > 0 ? text : capital(text) };
  if (real > 0) return { state: 'held', text };
  const { unmanaged } = plan.summary;
  const others = unmanaged === 0 ? '' : ` ${counted(unmanaged, 'worker is', 'workers are')} not in it.`;
  return { state: 'same', text: `Everything is as the file says.${others}` };
}

/** Nobody reads 64 digits: the plan has them. */
function reasonOf({ by, reason }: Look['held'][number]): string {
  return by === 'approval' ? 'it needs an approval' : reason;
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
