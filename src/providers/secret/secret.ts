import { inspect } from 'node:util';

/** A password, token or key that prints as [redacted] wherever it is printed; only `reveal` gives it. */
export interface Secret<T = string> {
  reveal(): T;
  toString(): string;
  toJSON(): string;
}

const redacted = '[redacted]';

export function secret<T = string>(value: T): Secret<T> {
  const show = () => redacted;
  return Object.freeze({ reveal: () => value, toString: show, toJSON: show, [inspect.custom]: show });
}
