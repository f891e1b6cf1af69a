/** One element of a LIKE pattern. */
type Element = { readonly kind: 'many' } | { readonly kind: 'one'; matches(char: string): boolean };

/** Whether a text matches a LIKE pattern: `%`, `_`, `[a-f]`, `[^a]` and an escape character. Case does not count. */
export function likeMatcher(pattern: string, escapeWith: string | undefined): (text: string) => boolean {
  const elements = elementsOf([...pattern.toLowerCase()], escapeWith?.toLowerCase());
  return elements === undefined ? () => false : (text) => matches([...text.toLowerCase()], elements);
}

/** Goes back to the last `%` only, which is enough and never takes more than text x pattern. */
function matches(text: readonly string[], elements: readonly Element[]): boolean {
  let at = 0;
  let element = 0;
  let resumeElement = -1;
  let resumeAt = 0;
  while (at < text.length) {
    const current = elements[element];
    if (current?.kind === 'many') {
      resumeElement = element;
      resumeAt = at;
      element += 1;
    } else if (current?.matches(text[at] ?? '')) {
      at += 1;
      element += 1;
    } else if (resumeElement >= 0) {
      resumeAt += 1;
      at = resumeAt;
      element = resumeElement + 1;
    } else {
      return false;
    }
  }
  return elements.slice(element).every(({ kind }) => kind === 'many');
}

/** Undefined where a bracket is not closed or the escape character stands last: then nothing matches. */
function elementsOf(pattern: readonly string[], escapeWith: string | undefined): readonly Element[] | undefined {
  const elements: Element[] = [];
  for (let at = 0; at < pattern.length; at += 1) {
    const char = pattern[at] ?? '';
    if (char === escapeWith) {
      at += 1;
      const escaped = pattern[at];
      if (escaped === undefined) return undefined;
      elements.push(exactly(escaped));
    } else if (char === '%') {
      if (elements.at(-1)?.kind !== 'many') elements.push({ kind: 'many' });
    } else if (char === '_') {
      elements.push({ kind: 'one', matches: () => true });
    } else if (char === '[') {
      const set = setAt(pattern, at, escapeWith);
      if (set === undefined) return undefined;
      elements.push(set.element);
      at = set.end;
    } else {
      elements.push(exactly(char));
    }
  }
  return elements;
}

function exactly(char: string): Element {
  return { kind: 'one', matches: (other) => other === char };
}

/** A set such as `[a-f0]`; its closing bracket is at `end`. */
function setAt(pattern: readonly string[], start: number, escapeWith: string | undefined) {
  let at = start + 1;
  const negated = pattern[at] === '^';
  if (negated) at += 1;
  const singles = new Set<string>();
  const ranges: (readonly [string, string])[] = [];
  for (; at < pattern.length && pattern[at] !== ']'; at += 1) {
    if (pattern[at] === escapeWith) at += 1;
    const char = pattern[at] ?? '';
    const last = pattern[at + 2];
    if (pattern[at + 1] === '-' && last !== undefined && last !== ']') {
      ranges.push([char, last]);
      at += 2;
    } else {
      singles.add(char);
    }
  }
  if (at >= pattern.length) return undefined;
  const contains = (char: string) => singles.has(char) || ranges.some(([low, high]) => char >= low && char <= high);
  const element: Element = { kind: 'one', matches: (char) => contains(char) !== negated };
  return { element, end: at };
}
