import type { JSX } from 'preact';

export function FindingsView(): JSX.Element {
  return <h1>Findings</h1>;
}
