import { existingFiles, historyText } from './history-files.js';

/** The number of the newest apply of a history; 0 where it has none. Throws `history.unreadable`. */
export async function lastNumber(file: string): Promise<number> {
  for (const existing of await existingFiles(file)) {
    const number = lastNumberIn(await historyText(existing));
    if (number !== undefined) return number;
  }
  return 0;
}

/** From the end on, line by line: the last one says it, and a damaged file may have millions of lines that are none. */
function lastNumberIn(text: string): number | undefined {
  for (let end = text.length; end >= 0; ) {
    const start = end === 0 ? 0 : text.lastIndexOf('\n', end - 1) + 1;
    const number = numberOf(text.slice(start, end));
    if (number !== undefined) return number;
    end = start - 1;
  }
  return undefined;
}

/** Only of lines that take a number: an older apply may end after a newer one has begun. */
function numberOf(line: string): number | undefined {
  // A parser that fails costs a thousand times as much as this.
  if (!line.includes('"begin"') && !line.includes('"refused"')) return undefined;
  try {
    const { type, number } = JSON.parse(line);
    const takes = type === 'begin' || type === 'refused';
    return takes && Number.isSafeInteger(number) && number > 0 ? number : undefined;
  } catch {
    return undefined;
  }
}
