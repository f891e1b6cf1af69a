import { signal } from '@preact/signals';

// The address holds everything that a view shows: which topology and which view, and its filters, its sort and what is open.

export const viewNames = ['overview', 'topology', 'workers', 'plan', 'executions', 'history', 'findings'] as const;
export type ViewName = (typeof viewNames)[number];

/** `/t/warehouse/workers/ETL01?sort=beat`: `part` is one thing of a view, a worker or an apply. */
export interface Address {
  /** Undefined: the list of all topologies, or the only one that there is. */
  readonly topology: string | undefined;
  readonly view: ViewName;
  readonly part: string | undefined;
  readonly query: Readonly<Record<string, string>>;
}

export function readAddress(path: string, search: string): Address {
  const [first, name, view, part] = path.split('/').slice(1).map(decoded);
  const query = Object.fromEntries(new URLSearchParams(search));
  if (first !== 't' || name === undefined || name === '')
    return { topology: undefined, view: 'overview', part: undefined, query };
  const known = viewNames.find((one) => one === view) ?? 'overview';
  return { topology: name, view: known, part: part === '' ? undefined : part, query };
}

export function addressText({ topology, view, part, query }: Address): string {
  const search = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== '')).toString();
  const path =
    topology === undefined
      ? '/'
      : `/t/${encodeURIComponent(topology)}/${view}${part === undefined ? '' : `/${encodeURIComponent(part)}`}`;
  return search === '' ? path : `${path}?${search}`;
}

/** What cannot be decoded stays as it is: a person may have typed it. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export const address = signal<Address>(readAddress(location.pathname, location.search));

/** Another view, or another thing of it: back leads here again. */
export function go(to: Partial<Address>): void {
  const next = {
    part: undefined,
    query: {},
    ...to,
    topology: to.topology ?? address.value.topology,
    view: to.view ?? address.value.view,
  };
  history.pushState(null, '', addressText(next));
  address.value = next;
  scrollTo(0, 0);
}

/** A filter or a sort of this view; an empty value takes it out. Back leads over it: what is typed letter by letter is one step. */
export function refine(query: Readonly<Record<string, string>>): void {
  const next = { ...address.value, query: { ...address.value.query, ...query } };
  history.replaceState(null, '', addressText(next));
  address.value = next;
}

/** Follows back and forward, and links of the page itself without loading it anew. */
export function followAddress(): void {
  addEventListener('popstate', () => {
    address.value = readAddress(location.pathname, location.search);
  });
  addEventListener('click', (event) => {
    const link = (event.target as Element | null)?.closest('a');
    const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (!isPlain || event.defaultPrevented || link === null || link === undefined) return;
    if (link.origin !== location.origin || link.target !== '' || link.hasAttribute('download')) return;
    if (link.pathname !== '/' && !link.pathname.startsWith('/t/')) return;
    event.preventDefault();
    if (link.href !== location.href) history.pushState(null, '', link.href);
    address.value = readAddress(link.pathname, link.search);
    if (link.hash === '') scrollTo(0, 0);
  });
}
