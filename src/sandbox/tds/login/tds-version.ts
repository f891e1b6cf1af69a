/** Versions of TDS that the server speaks, each by its number in LOGIN7 (MS-TDS 2.2.6.4). */
const numbers = {
  '7.2': 0x7209_0002,
  '7.3A': 0x730a_0003,
  '7.3B': 0x730b_0003,
  '7.4': 0x7400_0004,
  '8.0': 0x0800_0000,
};

export type TdsVersion = keyof typeof numbers;

/** The version to speak with a client that asks for that number; undefined for one older than 7.2. */
export function chooseVersion(asked: number, strict: boolean): TdsVersion | undefined {
  if (strict) {
    return asked === numbers['8.0'] || asked >= numbers['7.4'] ? '8.0' : undefined;
  }
  return (['7.4', '7.3B', '7.3A', '7.2'] as const).find((version) => asked >= numbers[version]);
}

/** For LOGINACK, where it stands in big-endian order. */
export function versionNumber(version: TdsVersion): number {
  return numbers[version];
}

/** date, time, datetime2 and datetimeoffset came with TDS 7.3. */
export function hasNewTimes(version: TdsVersion): boolean {
  return version !== '7.2';
}
