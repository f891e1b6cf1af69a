import type { TopologyEntry } from '../wire/head.js';
import type { PageModel, PageModelOptions } from './page-model.js';
import { type TopologyPage, topologyPage } from './topology-page.js';

/** What the page shows of all topologies that are watched. */
export function pageModel(options: PageModelOptions): PageModel {
  const pages = new Map<string, TopologyPage>();
  const listeners = new Set<(topology: string) => void>();
  const changed = (topology: string) => {
    for (const listener of listeners) listener(topology);
  };
  const pageOf = (name: string): TopologyPage => {
    const known = pages.get(name);
    if (known !== undefined) return known;
    const page = topologyPage(name, options, () => {
      if (pages.get(name) === page) changed(name);
    });
    pages.set(name, page);
    return page;
  };
  return {
    listener(event) {
      const { topology } = event;
      if (event.type === 'watch_stopped') {
        pages.get(topology)?.watched(false);
        if (pages.delete(topology)) changed(topology);
        return;
      }
      pageOf(topology).told(event);
    },
    seen: (seen) => pageOf(seen.topology.name).seen(seen),
    opened: (topology, reader) => pageOf(topology).opened(reader),
    entries: () => [...pages.values()].map((page) => page.entry()).sort(byName),
    state: (topology) => pages.get(topology)?.state(),
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    detail: async (topology, path, query) => pages.get(topology)?.detail(path, query),
    watched: (topology, isWatched) => pages.get(topology)?.watched(isWatched),
  };
}

function byName(one: TopologyEntry, other: TopologyEntry): number {
  return one.name < other.name ? -1 : 1;
}
