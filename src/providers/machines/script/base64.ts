/** Base64 of a text's UTF-8 in lines of 76 characters: lines over about 8,186 are cut on the way into powershell.exe. */
export function inLines(text: string): readonly string[] {
  return (
    Buffer.from(text, 'utf8')
      .toString('base64')
      .match(/.{1,76}/g) ?? []
  );
}

/** The text of which this is the base64 of UTF-8; undefined where it is not exactly that. */
export function strictBase64Text(base64: string): string | undefined {
  const bytes = Buffer.from(base64, 'base64');
  // Compared, not matched: a pattern overflows the stack on megabytes.
  if (bytes.toString('base64') !== base64) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
