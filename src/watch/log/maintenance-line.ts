import type { StatedMaintenance } from '../../reconciler/view/maintenance.js';
import { endWords } from '../../reconciler/view/suspensions.js';
import type { LineLevel } from './line-writer.js';

const most = 20;

const words = {
  draining: 'it is not emptied yet',
  drained: 'it takes no work',
  over: 'its time is over, and it is not back',
  back: 'its time is over, and it is back',
  unseen: 'how it stands cannot be told',
} as const satisfies Record<StatedMaintenance['state'], string>;

interface MaintenanceNews {
  readonly level: LineLevel;
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/**
 * What is new of maintenances since the look before: those that began, stand otherwise, or are gone. A line each would be many
 * where a fleet is patched, so it is one.
 */
export function maintenanceNews(
  before: readonly StatedMaintenance[],
  now: readonly StatedMaintenance[],
): MaintenanceNews | undefined {
  const known = new Set(before.map(keyOf));
  const current = new Set(now.map(({ maintenance: { target } }) => target));
  const fresh = now.filter((one) => !known.has(keyOf(one)));
  const gone = before.filter(({ maintenance: { target } }) => !current.has(target));
  const texts = [
    ...fresh.map(textOf),
    ...gone.map(({ maintenance: { target } }) => `${target} is in maintenance no longer`),
  ];
  if (texts.length === 0) return undefined;
  const isAmiss = fresh.some(({ state }) => state === 'unseen');
  return {
    level: isAmiss ? 'warn' : 'info',
    message: `maintenance: ${texts.slice(0, most).join('; ')}`,
    fields: {
      maintenances: now.slice(0, most).map(({ maintenance: { target, who, since, until, reason }, state }) => ({
        target,
        state,
        who,
        since,
        ...(until === undefined ? {} : { until }),
        reason,
      })),
    },
  };
}

function keyOf({ maintenance: { target, who, since, until, reason }, state }: StatedMaintenance): string {
  return JSON.stringify([target, who, since, until, reason, state]);
}

function textOf({ maintenance, state }: StatedMaintenance): string {
  const { target, who, reason } = maintenance;
  const end = endWords(maintenance) ?? 'until somebody ends it';
  return `${target} is in maintenance by ${who} ${end}: ${reason} (${words[state]})`;
}
