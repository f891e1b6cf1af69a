import type { JSX } from 'preact';

export function TopologiesView(): JSX.Element {
  return <h1>Topologies</h1>;
}
