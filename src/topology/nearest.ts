import { distance } from 'fastest-levenshtein';

/** The candidate that a misspelt word most likely means; undefined where none is near. Case does not count. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const lower = word.toLowerCase();
  // Longer than any name of the format: not a slip of the pen, and the distance is quadratic in the length.
  if (lower.length > 64) return undefined;
  let best: { readonly candidate: string; readonly far: number } | undefined;
  for (const candidate of candidates) {
    const far = distance(lower, candidate.toLowerCase());
    const length = Math.max(word.length, candidate.length);
    // Two letters that changed places are a distance of two.
    const limit = length < 4 ? 1 : Math.max(2, Math.floor(length / 3));
    if (far <= limit && (best === undefined || far < best.far)) best = { candidate, far };
  }
  return best?.candidate;
}
