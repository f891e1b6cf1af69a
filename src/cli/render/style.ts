import picocolors from 'picocolors';

/** Colours, or their absence. */
export type Style = ReturnType<typeof picocolors.createColors>;

export function style(colors: boolean): Style {
  return picocolors.createColors(colors);
}

/**
 * Text from the catalog made safe for a terminal: control, direction and other invisible characters become escapes, so
 * that no description can move the cursor, colour the screen or turn the reading order round.
 */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `\\u{${code.toString(16)}}`;
  });
}
