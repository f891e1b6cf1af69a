/** The candidate that was most likely meant: at most a third of its letters are otherwise, or it contains what was written. */
export function nearestName(word: string, candidates: readonly string[]): string | undefined {
  const written = word.toLowerCase();
  const ranked = candidates
    .map((candidate) => ({ candidate, distance: distanceBetween(written, candidate.toLowerCase()) }))
    .filter(({ candidate, distance }) => distance <= Math.max(1, candidate.length / 3))
    .sort((one, other) => one.distance - other.distance);
  const part = written.length < 4 ? undefined : candidates.find((one) => one.toLowerCase().includes(written));
  return ranked[0]?.candidate ?? part;
}

/** Letters to insert, take away or replace (Levenshtein). */
function distanceBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (const [at, letter] of [...one].entries()) {
    const next = [at + 1];
    for (const [place, its] of [...other].entries()) {
      const replaced = (row[place] ?? 0) + (letter === its ? 0 : 1);
      next.push(Math.min(replaced, (row[place + 1] ?? 0) + 1, (next[place] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
