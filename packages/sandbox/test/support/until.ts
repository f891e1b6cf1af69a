/** Waits until a condition holds; throws after so many milliseconds. */
export async function until(what: string, holds: () => boolean, limit = 5_000): Promise<void> {
  const end = performance.now() + limit;
  while (!holds()) {
    if (performance.now() > end) throw new Error(`not within ${limit} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
