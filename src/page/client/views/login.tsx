import type { JSX } from 'preact';

export function LoginView(): JSX.Element {
  return <h1>Login</h1>;
}
