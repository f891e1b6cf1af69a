import { isIPv4 } from 'node:net';

/** What a name was; the placeholder says it: `machine-1`, `account-2`. */
export type NameKind = 'machine' | 'account' | 'domain' | 'id' | 'sid' | 'thumbprint' | 'address' | 'name';

/**
 * Takes names, secrets and whatever else belongs to a farm out of a text. Known names get a placeholder that stays the same
 * in a whole report. Of the rest only words of our own vocabulary stay: what nobody foresaw is replaced, not let through.
 */
export interface Names {
  /** The name, wherever it stands, is this kind from now on. Two texts with one `key` are one name. */
  add(kind: NameKind, text: string | null | undefined, key?: string): void;
  /** Taken out wherever it stands, also inside of words. */
  addSecret(text: string): void;
  placeholder(kind: NameKind, text: string): string;
  /** Foreign text, as a report may show it: one line of at most 300 characters, printable ASCII. */
  clean(text: string): string;
  /** A text of our own into which cleaned ones were put: once more without any known name or secret. */
  sweep(text: string): string;
}

const longest = 300;

/** Names, secrets and identifiers of a word's length; other signs stand between them. */
const token = /[\p{L}\p{M}\p{N}_.$~-]+/gu;
const pieces = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g;
const guid = /\{?\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b\}?/gi;
const hash = /\b[0-9a-f]{40}\b/gi;
const sid = /\bS-1(?:-\d+)+\b/gi;
/** Two colons at least; a time of the day is none. */
const ipv6 = /(?<![\w:])(?!\d\d:\d\d:\d\d\b)(?=[0-9a-f]*:[0-9a-f]*:)[0-9a-f:]{3,39}(?:%\w+)?/gi;
const drive = /\b[A-Z]:(?=[\\/])/gi;
/** Accounts and groups that every Windows has. */
const everyWindows: ReadonlySet<string> = new Set([
  'S-1-1-0',
  'S-1-5-18',
  'S-1-5-19',
  'S-1-5-20',
  'S-1-5-32-544',
  'S-1-5-32-545',
  'S-1-5-80-0',
]);
/** What a pattern has put in: not looked at again. */
const settled = /‹[^›]*›/gu;

/** Names that stand in every farm's paths and services: as the name of a login or a host they give nobody away. */
const productWords: ReadonlySet<string> = new Set([
  'scaleout',
  'ssis',
  'ssisdb',
  'master',
  'worker',
  'agent',
  'cluster',
]);

const removed = '‹removed›';

export function createNames(vocabulary: ReadonlySet<string>): Names {
  const byText = new Map<string, string>();
  const byKey = new Map<string, string>();
  const counts = new Map<NameKind, number>();
  const secrets = new Set<string>();

  const placeholder = (kind: NameKind, text: string, key = text): string => {
    const id = `${kind}:${key.toLowerCase()}`;
    const known = byKey.get(id);
    if (known !== undefined) return known;
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    byKey.set(id, `${kind}-${count}`);
    return `${kind}-${count}`;
  };

  /** One of it or several. */
  const isKnown = (word: string) =>
    vocabulary.has(word) || vocabulary.has(`${word}s`) || (word.endsWith('s') && vocabulary.has(word.slice(0, -1)));

  const isOwnWord = (word: string): boolean => {
    const lower = word.toLowerCase();
    if (isKnown(lower)) return true;
    if (word.includes('_')) return word.split('_').every((part) => part === '' || isOwnWord(part));
    const [, letters = '', digits = ''] = /^([A-Za-z]+)(\d{0,4})$/.exec(word) ?? [];
    if (letters === '') return /^\d{1,5}$/.test(word) || /^0x[0-9a-f]{1,8}$/i.test(word);
    if (digits !== '' && isKnown(letters.toLowerCase())) return true;
    const parts = letters.match(pieces) ?? [];
    return parts.join('') === letters && parts.every((part) => isKnown(part.toLowerCase()));
  };

  const wordOf = (word: string): string => {
    const core = word.replace(/^[.-]+|[.-]+$/g, '');
    if (core === '') return word;
    const known = byText.get(core.toLowerCase());
    if (known !== undefined) return word.replace(core, () => known);
    if (isIPv4(core) && core !== '0.0.0.0' && core !== '127.0.0.1') return placeholder('address', core);
    if (/^\d{1,5}(\.\d{1,5}){0,3}$/.test(core) || isOwnWord(core)) return word;
    // A whole name first, then its parts: `SSISScaleOutWorker160.log`, `old-name.corp.example`.
    const parts = core.split(/([.-]+)/);
    if (parts.length === 1) return word.replace(core, () => placeholder('name', core));
    const isWhole = parts.some((part) => byText.has(part.toLowerCase()) || isOwnWord(part));
    return isWhole
      ? word.replace(core, () => parts.map((part) => (/^[.-]*$/.test(part) ? part : wordOf(part))).join(''))
      : placeholder('name', core);
  };

  const withoutSecrets = (text: string): string => {
    let shown = text;
    for (const secret of secrets) {
      for (let at = shown.toLowerCase().indexOf(secret); at !== -1; ) {
        shown = `${shown.slice(0, at)}${removed}${shown.slice(at + secret.length)}`;
        at = shown.toLowerCase().indexOf(secret, at + removed.length);
      }
    }
    return shown;
  };

  const outsideSettled = (text: string, change: (part: string) => string): string => {
    let shown = '';
    let end = 0;
    for (const { 0: mark, index } of text.matchAll(settled)) {
      shown += change(text.slice(end, index)) + mark;
      end = index + mark.length;
    }
    return shown + change(text.slice(end));
  };

  return {
    add(kind, text, key) {
      const name = text?.trim();
      if (name === undefined || name === '' || productWords.has(name.toLowerCase())) return;
      const mark = placeholder(kind, name, key);
      if (!byText.has(name.toLowerCase())) byText.set(name.toLowerCase(), mark);
    },
    addSecret(text) {
      if (text.length >= 3) secrets.add(text.toLowerCase());
    },
    placeholder: (kind, text) => byText.get(text.toLowerCase()) ?? placeholder(kind, text),
    clean(raw) {
      const line = raw
        .normalize('NFKC')
        .replace(/[\p{C}\p{Z}\s‹›]+/gu, ' ')
        .trim();
      const marked = withoutSecrets(line.length > longest ? `${line.slice(0, longest)}...` : line)
        .replace(guid, (text) => `‹${placeholder('id', text.replace(/[{}]/g, ''))}›`)
        .replace(drive, (text) => `‹${text}›`)
        .replace(sid, (text) => `‹${everyWindows.has(text) ? text : placeholder('sid', text)}›`)
        .replace(hash, (text) => `‹${placeholder('thumbprint', text)}›`)
        .replace(ipv6, (text) => `‹${placeholder('address', text)}›`);
      const shown = outsideSettled(marked, (part) => part.replace(token, wordOf));
      return shown.replace(/[‹›]/g, '').replace(/[^ -~]/g, '?');
    },
    sweep(text) {
      const shown = withoutSecrets(text).replace(token, (word) => {
        const core = word.replace(/^[.-]+|[.-]+$/g, '');
        const known = core.length < 3 ? undefined : byText.get(core.toLowerCase());
        return known === undefined ? word : word.replace(core, () => known);
      });
      return shown.replace(/[‹›]/g, '');
    },
  };
}
