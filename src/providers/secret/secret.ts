import { inspect } from 'node:util';

/** A password or token that prints as [redacted] wherever it is printed; only `reveal` gives it. */
export interface Secret {
  reveal(): string;
  toString(): string;
  toJSON(): string;
}

const redacted = '[redacted]';

export function secret(text: string): Secret {
  const show = () => redacted;
  return Object.freeze({ reveal: () => text, toString: show, toJSON: show, [inspect.custom]: show });
}
