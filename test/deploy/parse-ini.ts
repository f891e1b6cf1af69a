/** A unit file of systemd: sections of keys, each of which may stand there several times. */
export interface IniFile {
  all(section: string, key: string): readonly string[];
  /** Throws where it is not there exactly once. */
  one(section: string, key: string): string;
}

export function parseIni(text: string): IniFile {
  const entries: { readonly section: string; readonly key: string; readonly value: string }[] = [];
  let section: string | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    if (/^\s*(?:[#;].*)?$/.test(line)) continue;
    const header = /^\[(\w+)\]$/.exec(line)?.[1];
    if (header !== undefined) {
      section = header;
      continue;
    }
    const [, key, value] = /^(\w+)=(.*)$/.exec(line) ?? [];
    if (section === undefined || key === undefined || value === undefined || value.endsWith('\\')) {
      throw new Error(`line ${index + 1} is not understood: ${line}`);
    }
    entries.push({ section, key, value });
  }
  const all = (section: string, key: string) =>
    entries.filter((entry) => entry.section === section && entry.key === key).map(({ value }) => value);
  return {
    all,
    one(section, key) {
      const [value, ...more] = all(section, key);
      if (value === undefined || more.length > 0) throw new Error(`[${section}] ${key} is not there exactly once`);
      return value;
    },
  };
}
