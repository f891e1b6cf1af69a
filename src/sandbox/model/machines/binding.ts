import { sandboxFacts } from '../../facts.js';
import { listField, numberField, textField } from '../rows/fields.js';
import type { Row } from '../store.js';

/** An entry of http.sys. */
export interface BindingEntry {
  readonly thumbprint: string;
  readonly store: string;
  /** DefaultFlags and DefaultSslCertCheckMode of the registry. */
  readonly flags: number;
  readonly checkMode: number;
  /** Other options, as netsh takes them: `sslctlstorename=Root`. */
  readonly others: readonly string[];
}

export function bindingEntry(row: Row): BindingEntry {
  return {
    thumbprint: (textField(row, 'thumbprint') ?? '').toUpperCase(),
    store: textField(row, 'store') ?? 'Root',
    flags: numberField(row, 'flags') ?? 0,
    checkMode: numberField(row, 'checkMode') ?? 0,
    others: listField(row, 'others'),
  };
}

/** As it stands in the table: what is not set is not there. */
export function bindingRow({ flags, checkMode, others, ...row }: BindingEntry): Row {
  return {
    ...row,
    ...(flags === 0 ? {} : { flags }),
    ...(checkMode === 0 ? {} : { checkMode }),
    ...(others.length === 0 ? {} : { others }),
  };
}

const flagNames = sandboxFacts['http.flag-options'];
const checks = sandboxFacts['http.check-options'];

/** What an administrator can tell netsh of an entry, and what he cannot. */
export function optionsOf(entry: BindingEntry): {
  readonly options: readonly string[];
  readonly lost: readonly string[];
} {
  const bits = Array.from({ length: 32 }, (_, bit) => bit).filter((bit) => (entry.flags / 2 ** bit) % 2 >= 1);
  const checked = checkBits.filter(({ bit }) => (entry.checkMode & bit) !== 0);
  const unknown = checkBits.reduce((rest, { bit }) => rest & ~bit, entry.checkMode);
  return {
    options: [
      ...bits.flatMap((bit) => (flagNames[bit] ? [`${flagNames[bit]}=enable`] : [])),
      ...checked.flatMap(({ option }) => (option === '' ? [] : [option])),
      ...entry.others,
    ],
    lost: [
      ...bits.flatMap((bit) => (flagNames[bit] ? [] : [`flag 0x${(2 ** bit).toString(16)}`])),
      ...(unknown === 0 ? [] : [`check mode 0x${unknown.toString(16)}`]),
    ],
  };
}

const checkBits = checks.flatMap((bit, at) =>
  typeof bit === 'number' ? [{ bit, option: String(checks[at + 1] ?? '') }] : [],
);

/**
 * `netsh http add|update sslcert`: the entry is what is named, and what is not named is as it was in `kept`, or as nobody
 * set it.
 */
export function netshEntry(thumbprint: string, options: readonly string[], kept?: BindingEntry): BindingEntry {
  const named = options.flatMap((option) => {
    const [name = '', value] = option.split('=');
    const bit = flagNames.indexOf(name);
    return bit === -1 ? [] : [{ mask: 2 ** bit, isOn: value === 'enable' }];
  });
  const flags = named.reduce((all, { mask, isOn }) => (isOn ? all | mask : all & ~mask), kept?.flags ?? 0);
  const checkMode = checkBits.filter(({ option }) => options.includes(option)).reduce((all, { bit }) => all | bit, 0);
  const others = options.filter((option) => /^(revocation|url|sslctl)/.test(option));
  return {
    thumbprint,
    store: 'Root',
    flags: flags >>> 0,
    checkMode: (checkMode | (kept?.checkMode ?? 0)) >>> 0,
    others: [...others, ...(kept?.others ?? []).filter((option) => !others.includes(option))],
  };
}

export function asksInHandshake({ flags }: BindingEntry): boolean {
  return (flags & (1 << flagNames.indexOf('clientcertnegotiation'))) !== 0;
}

export function refusesTls13({ flags }: BindingEntry): boolean {
  return (flags & (1 << flagNames.indexOf('disabletls13'))) !== 0;
}
