import { civilDate, dayNumber, daysInMonth, joinTicks, localTicks, splitTicks, ticksPerMinute } from '../../instant.js';
import type { Instant } from '../../sql-value.js';
import { type Datepart, nanoseconds } from './dateparts.js';

/** Ticks of the first instant after 9999-12-31. */
const endOfTime = joinTicks({ day: 3_652_059, ticks: 0 });

/** Boundaries of that part crossed from one instant to the other, as DATEDIFF counts; in UTC where they have offsets. */
export function boundariesBetween(part: Datepart, from: Instant, to: Instant): bigint {
  const start = splitTicks(from.ticks);
  const end = splitTicks(to.ticks);
  switch (part) {
    case 'year':
      return BigInt(civilDate(end.day).year - civilDate(start.day).year);
    case 'quarter':
      return BigInt(quarterOf(end.day) - quarterOf(start.day));
    case 'month':
      return BigInt(monthOf(end.day) - monthOf(start.day));
    case 'week':
      // Weeks begin on Sunday here, whatever DATEFIRST says; 0001-01-01 was a Monday.
      return BigInt(Math.floor((end.day + 1) / 7) - Math.floor((start.day + 1) / 7));
    case 'day':
    case 'dayofyear':
    case 'weekday':
      return BigInt(end.day - start.day);
    default: {
      // In ticks of 100 ns; what is finer has no boundary within one.
      const unit = (nanoseconds[part] ?? 100n) / 100n;
      return unit > 0n
        ? to.ticks / unit - from.ticks / unit
        : (to.ticks - from.ticks) * (100n / (nanoseconds[part] ?? 1n));
    }
  }
}

const monthOf = (day: number): number => {
  const { year, month } = civilDate(day);
  return year * 12 + month - 1;
};

const quarterOf = (day: number): number => Math.floor(monthOf(day) / 3);

/** That many parts later; undefined outside the years 1 to 9999. */
export function added(part: Datepart, count: bigint, instant: Instant): Instant | undefined {
  const months = part === 'year' ? count * 12n : part === 'quarter' ? count * 3n : part === 'month' ? count : undefined;
  if (months !== undefined) return addedMonths(months, instant);
  const unit = nanoseconds[part] ?? 0n;
  const amount = count * unit;
  // Half a tick counts as one (DATEADD, nanoseconds).
  const ticks = unit >= 100n ? amount / 100n : (amount + (amount < 0n ? -50n : 50n)) / 100n;
  return within(instant.ticks + ticks, instant.offset);
}

function addedMonths(months: bigint, instant: Instant): Instant | undefined {
  const { day, ticks } = splitTicks(localTicks(instant));
  const date = civilDate(day);
  const total = BigInt(date.year * 12 + date.month - 1) + months;
  const year = Number(total / 12n);
  const month = Number(total % 12n) + 1;
  if (total < 12n || year > 9999) return undefined;
  const target = dayNumber({ year, month, day: Math.min(date.day, daysInMonth(year, month)) });
  if (target === undefined) return undefined;
  return within(joinTicks({ day: target, ticks }) - BigInt(instant.offset * ticksPerMinute), instant.offset);
}

function within(ticks: bigint, offset: number): Instant | undefined {
  return ticks < 0n || ticks >= endOfTime ? undefined : { ticks, offset };
}
