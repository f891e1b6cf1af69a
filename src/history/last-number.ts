import { existingFiles, historyText } from './history-files.js';

/** The number of the newest apply of a history; 0 where it has none. Throws `history.unreadable`. */
export async function lastNumber(file: string): Promise<number> {
  for (const existing of await existingFiles(file)) {
    const lines = (await historyText(existing)).split('\n');
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
