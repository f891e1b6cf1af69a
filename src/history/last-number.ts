import { readFileSync } from 'node:fs';
import { existingFiles } from './history-files.js';

/** The number of the newest apply of a history; 0 where it has none. Throws the system's error. */
export function lastNumber(file: string): number {
  for (const existing of existingFiles(file)) {
    const lines = readFileSync(existing, 'utf8').split('\n');
    for (let at = lines.length - 1; at >= 0; at -= 1) {
      const number = numberOf(lines[at] ?? '');
      if (number !== undefined) return number;
    }
  }
  return 0;
}

/** Only of lines that take a number: an older apply may end after a newer one has begun. */
function numberOf(line: string): number | undefined {
  try {
    const { type, number } = JSON.parse(line);
    const takes = type === 'begin' || type === 'refused';
    return takes && Number.isSafeInteger(number) && number > 0 ? number : undefined;
  } catch {
    return undefined;
  }
}
