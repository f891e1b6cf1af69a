import { signal } from '@preact/signals';

// The address holds everything that a view shows: which topology and which view, and its filters, its sort and what is open.

export const viewNames = ['overview', 'topology', 'workers', 'plan', 'executions', 'history', 'findings'] as const;
export type ViewName = (typeof viewNames)[number];

/** What a view is refined by; an empty value is the same as none. */
export type Query = Readonly<Record<string, string>>;

/** `/t/warehouse/workers/ETL01?sort=beat`: `part` is one thing of a view, a worker or an apply. */
export interface Address {
  /** Undefined: the list of all topologies, or the only one that there is. */
  readonly topology: string | undefined;
  readonly view: ViewName;
  readonly part: string | undefined;
  readonly query: Query;
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
    topology === undefined ? '/' : `/t/${segment(topology)}/${view}${part === undefined ? '' : `/${segment(part)}`}`;
  return search === '' ? path : `${path}?${search}`;
}

/** A part of a path. A browser takes a name of dots for a way upwards, whatever it is encoded as: a tilde stands before it. */
function segment(name: string): string {
  return /^(?:\.{1,2}$|~)/.test(name) ? `~${encodeURIComponent(name)}` : encodeURIComponent(name);
}

/** What cannot be decoded stays as it is: a person may have typed it. */
function decoded(text: string): string {
  const name = text.startsWith('~') ? text.slice(1) : text;
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

export const address = signal<Address>({ topology: undefined, view: 'overview', part: undefined, query: {} });

/** Of the topology that is shown: the path of a view of it, for a link. */
export function pathTo(topology: string, view: ViewName, part?: string, query: Query = {}): string {
  return addressText({ topology, view, part, query });
}

/** What an entry of the browser's history holds besides its address. */
interface Entry {
  /** Tells the entry from all others. */
  readonly id: string;
  /** The query's keys that it was made by: what is typed letter by letter is one step back. */
  readonly refined?: string;
}

/** Where a person was on an entry that was left: for coming back. */
interface Left {
  readonly scroll: number;
  /** The id of the element that had the focus. */
  readonly focus: string;
}

const left = new Map<string, Left>();
let shown: Entry = { id: 'first' };
/** What the entry that back or forward led to was left with; undefined: the address is a new one. */
let restored: Left | undefined;

/**
 * A filter or a sort of this view; an empty value takes it out. Back leads over it: what is typed letter by letter into one filter is
 * one step.
 */
export function refine(query: Query): void {
  const next = { ...address.value, query: withoutEmpty({ ...address.value.query, ...query }) };
  const refined = Object.keys(query).join();
  if (shown.refined === refined) history.replaceState(shown, '', addressText(next));
  else push(addressText(next), refined);
  address.value = next;
}

function withoutEmpty(query: Query): Query {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ''));
}

function push(path: string, refined?: string): void {
  leave();
  restored = undefined;
  const id = crypto.getRandomValues(new Uint32Array(1)).join();
  shown = refined === undefined ? { id } : { id, refined };
  history.pushState(shown, '', path);
}

function leave(): void {
  left.set(shown.id, { scroll: scrollY, focus: document.activeElement?.id ?? '' });
}

/** Where to scroll to and what to focus in the view that is shown now; undefined: it was not come back to. */
export function cameBackTo(): Left | undefined {
  return restored;
}

/** Follows back and forward, and links of the page itself without loading it anew. */
export function followAddress(): void {
  history.scrollRestoration = 'manual';
  shown = (history.state as Entry | null) ?? shown;
  history.replaceState(shown, '');
  address.value = readAddress(location.pathname, location.search);
  // Where back leads away from an entry, it is too late to ask: the address is another one by then.
  addEventListener('scroll', leave, { passive: true });
  addEventListener('focusin', leave);
  addEventListener('popstate', () => {
    shown = (history.state as Entry | null) ?? { id: 'unknown' };
    restored = left.get(shown.id);
    address.value = readAddress(location.pathname, location.search);
  });
  addEventListener('click', (event) => {
    const link = (event.target as Element | null)?.closest('a');
    const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (!isPlain || event.defaultPrevented || link === null || link === undefined) return;
    if (link.origin !== location.origin || link.target !== '' || link.hasAttribute('download')) return;
    // A place within this view: the browser goes there.
    if (link.hash !== '' && link.pathname === location.pathname) return;
    if (link.pathname !== '/' && !link.pathname.startsWith('/t/')) return;
    event.preventDefault();
    if (link.href !== location.href) push(link.href);
    address.value = readAddress(link.pathname, link.search);
  });
}
