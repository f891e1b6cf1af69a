/** Standard base64 with its padding. */
const wellFormed = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

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
  if (!wellFormed.test(base64)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(base64, 'base64'));
  } catch {
    return undefined;
  }
}
