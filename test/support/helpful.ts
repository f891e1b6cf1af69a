import { expect } from 'vitest';

/** What nobody should have to read: words of Node, a stack, a temporary file, a value that was forgotten. */
const raw =
  /\bundefined\b|\bNaN\b|\[object |^\s+at .*[:(]|node:internal|\bE[A-Z]{3,}:|ERR_[A-Z_]+|, (open|stat|scandir|rename|read|write|mkdir) '|\.[0-9a-f]{12}\.tmp|\bsyscall\b|\berrno\b/m;

/** A message with its place, its cause and its remedy, in whole words. */
export function expectHelpful(
  text: string,
  { place, cause, remedy }: { place: RegExp; cause: RegExp; remedy: RegExp },
) {
  const flat = text.replace(/\s+/g, ' ');
  expect(text).not.toMatch(raw);
  expect(flat).toMatch(place);
  expect(flat).toMatch(cause);
  const told = /What to do: (.*)$/.exec(flat)?.[1] ?? '';
  expect(told.length).toBeGreaterThan(8);
  expect(told).toMatch(remedy);
}
