import type { Binding } from '../machines.js';

/** What answers on a port: the entry of that very port on all addresses. */
export function bindingAt(bindings: readonly Binding[], port: number): Binding | undefined {
  return bindings.find((binding) => binding.address === `0.0.0.0:${port}`);
}
