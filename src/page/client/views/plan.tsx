import type { JSX } from 'preact';

export function PlanView(): JSX.Element {
  return <h1>Plan</h1>;
}
