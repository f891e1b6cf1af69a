import type { JSX } from 'preact';

export function TopologyView(): JSX.Element {
  return <h1>Topology</h1>;
}
