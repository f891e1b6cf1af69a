const longest = 60;

/** A word of the file as a message shows it: bare where it is plain, else in quotes. */
export function shown(word: string): string {
  return /^[\w.-]{1,60}$/.test(word) ? word : quoted(word);
}

/** Text of the file in quotes, on one line: what cannot be seen as an escape, and only the beginning of a long one. */
export function quoted(text: string): string {
  const beginning = text.length > longest ? `${text.slice(0, longest).replace(/[\ud800-\udbff]$/, '')}...` : text;
  return `"${visible(beginning)}"`;
}

/** Text with every control, direction and other invisible character as an escape: nothing of it can move a cursor. */
export function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, (character) => {
    const known = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }[character];
    return known ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
  });
}
