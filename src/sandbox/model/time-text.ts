import { instantOf } from '../instant.js';
import type { Instant } from '../sql-value.js';

/** The ISO 8601 text, in UTC, under which state.json keeps a time. */
export function timeText(unixMilliseconds: number): string {
  return new Date(unixMilliseconds).toISOString();
}

/** What SYSDATETIMEOFFSET() gave at that time on a server with this offset from UTC, in minutes. */
export function instantAt(unixMilliseconds: number, offset: number): Instant {
  return { ticks: instantOf(unixMilliseconds).ticks, offset };
}

/** The text that a datetimeoffset(7) becomes when it is put into an nvarchar: `2024-05-01 08:00:00.1230000 +02:00`. */
export function sqlTimeText(unixMilliseconds: number, offset: number): string {
  const [day, time] = new Date(unixMilliseconds + offset * 60_000).toISOString().slice(0, -1).split('T');
  const minutes = Math.abs(offset);
  const zone = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
  return `${day} ${time}0000 ${offset < 0 ? '-' : '+'}${zone}`;
}
