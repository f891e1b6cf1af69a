/** A value that is computed again only when the version of what it was computed from has changed. */
export function computedFrom<Value>(version: () => string, compute: () => Value): () => Value {
  let kept: { readonly version: string; readonly value: Value } | undefined;
  return () => {
    const current = version();
    if (kept?.version !== current) kept = { version: current, value: compute() };
    return kept.value;
  };
}
