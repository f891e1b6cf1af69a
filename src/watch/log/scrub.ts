const redacted = '[redacted]';

/** Names whose values are secrets wherever they stand. */
const telling =
  /passw|passphrase|pwd|secret|token|api[-_]?key|private[-_]?key|credential|authorization|cookie|signature|^identity$/i;

/** What a secret looks like in a text, and what is left of it. */
const patterns: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, redacted],
  [/:\/\/[^/\s@]+@/g, `://${redacted}@`],
  // The path of a Slack address is its secret.
  [
    /(https?:\/\/[\w.-]*(?:hooks\.slack\.com|webhook\.office\.com|discord\.com\/api\/webhooks))\/[^\s"'<>]*/gi,
    `$1/${redacted}`,
  ],
  [/\b(Bearer|Basic|Negotiate|NTLM)\s+[\w.~+/=-]{6,}/gi, `$1 ${redacted}`],
  [/\beyJ[\w-]{5,}\.[\w-]{5,}\.[\w-]*/g, redacted],
  [/([?&](?:sig|signature|code|key|token|access_token|secret)=)[^&\s"'<>]+/gi, `$1${redacted}`],
  // A reference says where a secret is: it may be read.
  [new RegExp(`${keyed('=')}(?!\\[redacted)(?:"[^"]*"|'[^']*'|[^;&\\r\\n"']+)`, 'gi'), `$1${redacted}`],
  [new RegExp(`${keyed(':')}(?!\\[redacted)(?:"[^"]*"|'[^']*'|[^\\s;,&}"']+)`, 'gi'), `$1${redacted}`],
];

function keyed(sign: '=' | ':'): string {
  const words = 'password|passwd|passphrase|pwd|secret|token|api[-_]?key|private[-_]?key|credentials?';
  return `((?:${words})["'\`]?\\s*${sign}\\s*)(?!\\s|\\{|env:|file:)`;
}

/** A text without what looks like a secret. Nothing should bring one here; this is the last door. */
export function scrubText(text: string): string {
  return patterns.reduce((clean, [pattern, rest]) => clean.replace(pattern, rest), text);
}

/** Data without secrets: every text scrubbed, and the values of telling names left out. Depth is limited. */
export function scrub(value: unknown, depth = 8): unknown {
  if (typeof value === 'string') return scrubText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === 0) return redacted;
  if (Array.isArray(value)) return value.map((one) => scrub(one, depth - 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, telling.test(key) ? redacted : scrub(one, depth - 1)]),
  );
}
