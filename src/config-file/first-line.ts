/** Characters of the first line that are shown. */
const longest = 80;

/** Names after which nothing of the line is shown. */
const secret = /pass|pwd|secret|token|.key|credential|sig|sas/i;
const declaration = /^<\?xml(?:\s+[a-z]+=["'][\w.-]*["'])*\s*\?>/;

/** What a text is made of: a name in an XML tag, a name before a value, what stands between, anything else. */
const pieces =
  /(?<tag><[?!/]?[A-Za-z][\w:.-]{0,40}|^\[[A-Za-z][\w ]{0,40}\]$)|(?<=^|[\s;,"'&?])(?<name>[A-Za-z][\w.-]{0,40}["']?\s*[=:](?!\/))|(?<between>[\s<>;,{}[\]()"'?/=]+)|(?<other>[^\s<>;,{}[\]()"'=]+)/g;

/**
 * What a file that is no JSON begins with, for somebody to tell what it is: the names and marks of its first line, without
 * any value, since it may be a connection string; or its first bytes where it is no text.
 */
export function firstLineOf(text: string, bytes: Uint8Array): string {
  if (bytes.length === 0) return 'The file is empty.';
  if (text.replace(/[\s\uFEFF]/g, '') === '') return 'The file has nothing but white space.';
  const line = (/[^\r\n\uFEFF\s][^\r\n]*/.exec(text)?.[0] ?? '').trimEnd().slice(0, 4 * longest);
  if (/[\p{Cc}\p{Cs}\uFFFD]/u.test(line.replaceAll('\t', ' '))) {
    const first = Buffer.from(bytes.subarray(0, 8)).toString('hex').toUpperCase();
    return `The file is no text; its first bytes: ${first.replace(/..(?=.)/g, '$& ')}.`;
  }
  return `The file begins: ${shownOf(line)}`;
}

function shownOf(line: string): string {
  const head = declaration.exec(line)?.[0] ?? '';
  let shown = head;
  for (const { groups = {} } of line.slice(head.length).matchAll(pieces)) {
    const { tag, name, between } = groups;
    const piece = tag ?? name ?? between ?? '***';
    if (piece !== '***' || !shown.endsWith('***')) shown += piece;
    if (name !== undefined && secret.test(name)) {
      shown += '***';
      break;
    }
  }
  const printable = shown.replace(/[^ -~]/g, ' ');
  return printable.length > longest ? `${printable.slice(0, longest)}...` : printable;
}
