import { isDeepStrictEqual } from 'node:util';
import type { Random } from './random.js';
import { type Layout, literalOf, randomLayout, scalarParts } from './random-layout.js';

export type Path = readonly (string | number)[];

/** A pair or an entry as it was written: which lines it stands in, and what it stands beside. */
export interface WrittenItem {
  readonly path: Path;
  readonly isFlow: boolean;
  /** The lines of it, from 0; comments below it that stand further in than its column are of it. */
  readonly lines: Set<number>;
  /** The line in which its key, its dash or its first character stands, and that of its colon. */
  readonly first: number;
  colon?: number;
  /** Whether it begins its line; the first key of an entry stands behind the dash. */
  readonly beginsLine: boolean;
  /** The anchor that it has, or the one that it refers to. */
  anchor?: string;
  alias?: string;
  /** Whether its value is in brackets. */
  isValueFlow?: boolean;
  /** Whether its value is a collection made by indentation. */
  isValueBlock?: boolean;
}

export interface WrittenTopology {
  readonly text: string;
  /** Each line with its line end. */
  readonly lines: readonly string[];
  readonly items: readonly WrittenItem[];
}

/** A content as a text, its layout drawn at random: comments, quotes, brackets, anchors, blank lines. */
export function randomText(random: Random, content: unknown): WrittenTopology {
  return new Writer(random, randomLayout(random)).topology(content);
}

/** Lives for one text. */
class Writer {
  readonly #random: Random;
  readonly #layout: Layout;
  readonly #lines: string[] = [];
  readonly #items: WrittenItem[] = [];
  readonly #open: WrittenItem[] = [];
  /** Items that ended above: comments below may be theirs. */
  #trail: { readonly item: WrittenItem; readonly column: number; least: number; blanks: number[] }[] = [];
  /** The values that anchors of this moment name. */
  readonly #anchors = new Map<string, unknown>();
  #line = '';
  #comments = 0;
  /** After a text of lines: comments must stand less far in, and blank lines may be of it. */
  #after: { readonly column: number; readonly keeps: boolean } | undefined;

  constructor(random: Random, layout: Layout) {
    this.#random = random;
    this.#layout = layout;
  }

  topology(content: unknown): WrittenTopology {
    const { chance } = this.#random;
    if (chance(10)) {
      if (chance(50)) this.#put('%YAML 1.2').#end(false);
      this.#put('---').#end();
    }
    this.#between(0);
    const base = chance(5) ? this.#random.below(4) : 0;
    if (chance(this.#layout.flow / 10)) {
      this.#put(' '.repeat(base)).#flow(content, [], base, chance(40));
      this.#end();
    } else this.#blockMap(content as Record<string, unknown>, [], base, false);
    this.#between(0);
    if (chance(5)) this.#put('...').#end();
    const last = this.#lines.length - 1;
    if (chance(20) && this.#after?.keeps !== true) this.#lines[last] = (this.#lines[last] ?? '').replace(/\r?\n$/, '');
    // A file whose last lines are blank may not lack a line end.
    const lines = this.#lines.filter((line) => line !== '');
    return { text: lines.join(''), lines, items: this.#items };
  }

  #put(text: string): this {
    this.#line += text;
    return this;
  }

  /** Ends a line that says something. */
  #end(hasComment = this.#random.chance(this.#layout.comments / 2)): void {
    const number = this.#lines.length;
    for (const item of this.#open) item.lines.add(number);
    this.#trail = [];
    this.#after = undefined;
    if (hasComment && this.#line.trim() !== '') this.#line += this.#random.of([' ', '  ', '\t']) + this.#comment();
    this.#push();
  }

  #push(): void {
    this.#lines.push(this.#line + this.#eol());
    this.#line = '';
  }

  #eol(): string {
    return this.#random.of(this.#layout.ends);
  }

  #comment(): string {
    this.#comments += 1;
    return `# c${this.#comments}.${this.#random.of(['', ' with: colon', '\ttab', " it's", ' "open', ' [', ' שלום'])}`;
  }

  /** Comments and blank lines, each at a column of its own. */
  #between(column: number): void {
    const { chance, below } = this.#random;
    while (chance(this.#layout.comments)) {
      if (chance(40)) {
        this.#blank();
        continue;
      }
      const at = chance(50) ? column : chance(50) ? column + 1 + below(4) : below(column + 1);
      // Further in, it would be of the text of lines above.
      this.#commentLine(Math.min(at, (this.#after?.column ?? Number.POSITIVE_INFINITY) - 1));
    }
  }

  #blank(): void {
    if (this.#after?.keeps) return;
    const number = this.#lines.length;
    for (const item of this.#open) item.lines.add(number);
    for (const one of this.#trail) one.blanks.push(number);
    this.#push();
  }

  #commentLine(column: number): void {
    const number = this.#lines.length;
    for (const item of this.#open) item.lines.add(number);
    for (const one of this.#trail) {
      one.least = Math.min(one.least, column);
      if (one.least <= one.column) continue;
      for (const line of [...one.blanks, number]) one.item.lines.add(line);
      one.blanks = [];
    }
    if (this.#after !== undefined) this.#after = { ...this.#after, keeps: false };
    this.#put(' '.repeat(column) + this.#comment()).#push();
  }

  #item(path: Path, isFlow: boolean, column: number, write: (item: WrittenItem) => void): void {
    const first = this.#lines.length;
    const item: WrittenItem = { path, isFlow, lines: new Set(), first, beginsLine: this.#line.trim() === '' };
    this.#items.push(item);
    this.#open.push(item);
    write(item);
    this.#open.pop();
    if (isFlow) item.lines.add(this.#lines.length);
    else this.#trail.push({ item, column, least: Number.POSITIVE_INFINITY, blanks: [] });
  }

  #blockMap(map: Record<string, unknown>, path: Path, column: number, isBehindDash: boolean): void {
    for (const [index, [key, value]] of Object.entries(map).entries()) {
      const isFirst = isBehindDash && index === 0;
      if (!isFirst) {
        this.#between(column);
        this.#put(' '.repeat(column));
      }
      this.#item([...path, key], false, column, (item) => {
        if (this.#random.chance(this.#layout.odd / 4)) {
          this.#put(`? ${this.#key(key)}`).#end();
          this.#put(`${' '.repeat(column)}:`);
        } else this.#put(`${this.#key(key)}:`);
        item.colon = this.#lines.length;
        this.#blockValue(value, [...path, key], column, false, item);
      });
    }
  }

  #key(key: string): string {
    const quote = this.#random.chance(this.#layout.odd / 4) ? this.#random.of(['"', "'"]) : this.#layout.keyQuotes;
    return quote + key + quote;
  }

  #blockList(list: readonly unknown[], path: Path, column: number): void {
    for (const [index, value] of list.entries()) {
      this.#between(column);
      this.#put(' '.repeat(column));
      this.#item([...path, index], false, column, (item) => {
        this.#put('-');
        this.#blockValue(value, [...path, index], column, true, item);
      });
    }
  }

  /** What stands behind a colon or a dash, to the end of its line or lines. */
  #blockValue(value: unknown, path: Path, column: number, isEntry: boolean, item: WrittenItem): void {
    const { chance, below } = this.#random;
    const gap = isEntry ? ' '.repeat(this.#layout.dashWidth - 1) : ' ';
    const alias = this.#aliasOf(value);
    if (alias !== undefined) {
      item.alias = alias;
      this.#put(`${gap}*${alias}`).#end();
      return;
    }
    const anchor = this.#newAnchor(item, value);
    const isCollection = typeof value === 'object' && value !== null && Object.keys(value).length > 0;
    const isFlow = !isCollection || chance(path.length > 1 ? this.#layout.flow : this.#layout.flow / 3);
    if (isFlow) {
      item.isValueFlow = typeof value === 'object' && value !== null;
      const literal = typeof value === 'string' ? literalOf(this.#random, value, column) : undefined;
      if (literal !== undefined) {
        this.#put(gap + anchor + literal.header).#end();
        for (const line of literal.lines) this.#put(line).#end(false);
        this.#after = { column: literal.column, keeps: literal.keeps };
        if (anchor !== '') this.#anchors.set(anchor.slice(1, -1), value);
        return;
      }
      const isBelow = chance(this.#layout.odd / 3);
      if (isBelow) {
        this.#put(`${gap}${anchor}`.trimEnd()).#end();
        while (chance(this.#layout.comments)) this.#commentLine(column + 1 + below(4));
        this.#put(' '.repeat(column + 1 + below(4)));
      } else this.#put(gap + anchor);
      if (item.isValueFlow) this.#flow(value, path, column + 1, chance(30));
      else this.#put(this.#scalar(value, column + 1));
      if (anchor !== '') this.#anchors.set(anchor.slice(1, -1), value);
      this.#end();
      return;
    }
    item.isValueBlock = true;
    const isCompact = isEntry && anchor === '' && !Array.isArray(value) && chance(85);
    if (isCompact) this.#put(gap);
    else this.#put(`${gap}${anchor}`.trimEnd()).#end();
    if (!isCompact) this.#between(column + 1);
    if (Array.isArray(value))
      this.#blockList(value, path, column + (isEntry ? this.#layout.dashWidth : this.#layout.listIndent));
    else {
      const inner = column + (isEntry ? this.#layout.dashWidth : this.#layout.step);
      this.#blockMap(value as Record<string, unknown>, path, inner, isCompact);
    }
    if (anchor !== '') this.#anchors.set(anchor.slice(1, -1), value);
  }

  #aliasOf(value: unknown): string | undefined {
    if (!this.#random.chance(this.#layout.anchors)) return undefined;
    const names = [...this.#anchors].filter(([, one]) => isDeepStrictEqual(one, value)).map(([name]) => name);
    return names[this.#random.below(names.length)];
  }

  /** `&name `, or nothing. The name counts from where its value ends. */
  #newAnchor(item: WrittenItem, value: unknown): string {
    const { chance, below } = this.#random;
    const isWorthwhile = typeof value === 'object' ? 60 : 10;
    const name = `a${below(12)}`;
    const isOpen = this.#open.some((around) => around.anchor === name);
    if (isOpen || !chance(this.#layout.anchors) || !chance(isWorthwhile)) return '';
    // While its value is written nothing may refer to what the name meant.
    this.#anchors.delete(name);
    item.anchor = name;
    return `&${name} `;
  }

  #flow(value: unknown, path: Path, column: number, isTall: boolean): void {
    const isList = Array.isArray(value);
    const entries: readonly (readonly [string | number, unknown])[] = isList
      ? value.map((one, index) => [index, one])
      : Object.entries(value as object);
    const [open, close] = isList ? '[]' : '{}';
    const { chance } = this.#random;
    const padding = isList ? '' : this.#layout.padding;
    this.#put(open ?? '');
    const newLine = () => {
      this.#end();
      while (chance(this.#layout.comments / 2)) this.#put(' '.repeat(column + 1) + this.#comment()).#end(false);
      this.#put(' '.repeat(column + 1));
    };
    const isLeading = isTall && chance(15);
    for (const [index, [key, one]] of entries.entries()) {
      if (index > 0 && !isLeading) this.#put(',');
      if (isTall ? chance(85) : false) newLine();
      else this.#put(index === 0 ? padding : ' ');
      if (index > 0 && isLeading) this.#put(', ');
      this.#item([...path, key], true, column, (item) => {
        if (!isList) this.#put(`${this.#key(String(key))}: `);
        const alias = this.#aliasOf(one);
        if (alias !== undefined) {
          item.alias = alias;
          this.#put(`*${alias} `);
          return;
        }
        const anchor = this.#newAnchor(item, one);
        this.#put(anchor);
        if (typeof one === 'object' && one !== null) {
          item.isValueFlow = true;
          this.#flow(one, [...path, key], column + 1, isTall && chance(30));
        } else this.#put(this.#scalar(one, column + 1));
        if (anchor !== '') this.#anchors.set(anchor.slice(1, -1), one);
      });
    }
    if (entries.length > 0 && chance(isTall ? 40 : 5)) this.#put(',');
    if (isTall && entries.length > 0 && chance(85)) newLine();
    else this.#put(entries.length === 0 ? '' : padding);
    this.#put(close ?? '');
  }

  /** A value on one line, or on two where the dice say so. */
  #scalar(value: unknown, column: number): string {
    const [first, second] = scalarParts(this.#random, value, this.#layout.odd);
    if (second === undefined) return first;
    this.#put(first).#end(false);
    return ' '.repeat(column + 1) + second;
  }
}
