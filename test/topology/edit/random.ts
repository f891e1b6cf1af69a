/** Random choices of one seed: the same seed makes the same ones. */
export interface Random {
  /** A whole number from 0 up to, and without, a limit. */
  below(limit: number): number;
  /** True in so many cases of a hundred. */
  chance(percent: number): boolean;
  of<T>(values: readonly [T, ...T[]]): T;
}

/** Mulberry32, by Tommy Ettinger: small, fast, and good enough for tests. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    below,
    chance: (percent) => below(100) < percent,
    of: (values) => values[below(values.length)] ?? values[0],
  };
}
