import type { FoundWrong } from './check.js';

/** UTF-16 code units of one text. A config may have a value of a megabyte. */
const longest = 1_000;

/** A text of a finding, cut where somebody wrote a book. */
export function limited(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** What was found, no text of it longer than a screen takes. A command is whole or is none: a cut one does something else. */
export function limitedFinding<Found extends FoundWrong>(found: Found): Found {
  const { command, ...rest } = found;
  return {
    ...(rest as Found),
    ...(command === undefined || command.length > 4 * longest ? {} : { command }),
    summary: limited(found.summary),
    cause: limited(found.cause),
    remedy: limited(found.remedy),
    evidence: found.evidence.map(({ read, where, value }) => ({
      read: limited(read),
      where: limited(where),
      value: limited(value),
    })),
  };
}
