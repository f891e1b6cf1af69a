import type { JSX } from 'preact';

export function ExecutionsView(): JSX.Element {
  return <h1>Executions</h1>;
}
