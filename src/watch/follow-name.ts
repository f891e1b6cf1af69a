import type { WatchEvent, WatchListener } from './watch-event.js';

/**
 * For the events of one loop: where its topology gets another name (the file became good, or says so), the listener sees
 * the watch of the old name end and that of the new one begin. Without it, gauges and health would keep the old one.
 */
export function followName(listener: WatchListener): WatchListener {
  let started: Extract<WatchEvent, { readonly type: 'watch_started' }> | undefined;
  let name: string | undefined;
  return (event) => {
    if (event.type === 'watch_started') {
      started = event;
    } else if (name !== undefined && event.topology !== name) {
      listener({ type: 'watch_stopped', topology: name, detail: `it is called ${event.topology} now` });
      if (started !== undefined) listener({ ...started, topology: event.topology });
    }
    name = event.topology;
    listener(event);
  };
}
