import type { JSX } from 'preact';

export function EditView(): JSX.Element {
  return <h1>Edit</h1>;
}
