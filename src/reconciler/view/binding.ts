import type { Binding } from '../../domain/machines.js';
import type { flagOptions } from '../../facts/http.js';

/** What answers on a port: the entry of that very port on all addresses. */
export function bindingAt(bindings: readonly Binding[], port: number): Binding | undefined {
  return bindings.find((binding) => binding.address === allAddresses(port));
}

function allAddresses(port: number): string {
  return `0.0.0.0:${port}`;
}

/** Entries of the port that win over it: for one address or one host name, or for all of IPv6. */
export function shadowing(bindings: readonly Binding[], port: number): readonly Binding[] {
  return bindings.filter(({ address }) => address.endsWith(`:${port}`) && address !== allAddresses(port));
}

/** What an entry must be like. */
interface WantedBinding {
  readonly thumbprint: string;
  /** Whether it asks for the client's certificate in the handshake; undefined: not managed. */
  readonly negotiate?: boolean | undefined;
}

/** In which respects an entry is not as wanted. The same hash in another store is another certificate. */
export function bindingDiffers(
  bound: Binding,
  wanted: WantedBinding,
): { readonly certificate: boolean; readonly store: boolean; readonly negotiate: boolean } {
  return {
    certificate: bound.thumbprint !== wanted.thumbprint,
    store: bound.store.toUpperCase() !== 'ROOT',
    negotiate: wanted.negotiate !== undefined && negotiates(bound) !== wanted.negotiate,
  };
}

export function isBound(bound: Binding | undefined, wanted: WantedBinding): boolean {
  return bound !== undefined && !Object.values(bindingDiffers(bound, wanted)).includes(true);
}

type Option = Exclude<(typeof flagOptions.value)[number], ''>;

/** Undefined where the machine did not say which options an entry has. */
function has({ options }: Binding, option: Option): boolean | undefined {
  return options?.includes(`${option}=enable`);
}

/** Whether the client's certificate is asked for in the handshake; undefined: not told. */
export function negotiates(bound: Binding): boolean | undefined {
  return has(bound, 'clientcertnegotiation');
}

/** Whether TLS 1.3 is off for an entry; undefined: not told. */
export function refusesTls13(bound: Binding): boolean | undefined {
  return has(bound, 'disabletls13');
}
