/**
 * What something says that was thrown, whatever it is. It never throws itself: a library may throw an object that no text
 * can be made of, or an error whose message is read by code that fails.
 */
export function messageOf(thrown: unknown): string {
  try {
    return thrown instanceof Error ? String(thrown.message) : String(thrown);
  } catch {
    return 'Something was thrown that says nothing.';
  }
}
