/** What a fact's value can be: it is shown in docs/facts.md, handed to the machines' script and compared with the sandbox's. */
export type FactValue = string | number | boolean | readonly FactValue[] | { readonly [name: string]: FactValue };

/**
 * Something that this program takes for granted of a product that it does not own: a name, a time, a folder, a rule. The
 * constant that holds a fact is the only place where the code has its value.
 */
export interface Fact<Value extends FactValue = FactValue> {
  /** Stable, by area: `worker.heartbeat`. */
  readonly id: string;
  /** A sentence of what holds. */
  readonly says: string;
  readonly value: Value;
  /** Where it comes from: a page, a published script, a thread. */
  readonly source: string;
  /**
   * `documented`: the maker's own pages. `published`: the maker's published scripts or code. `reported`: users' scripts or
   * threads. `inferred`: concluded, and never seen.
   */
  readonly standing: 'documented' | 'published' | 'reported' | 'inferred';
  /** What this program does where the world is otherwise: a sentence. */
  readonly otherwise: string;
}

export function fact<const Value extends FactValue>(stated: Fact<Value>): Fact<Value> {
  return stated;
}
