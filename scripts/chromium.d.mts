export function findChromium(env?: Readonly<Record<string, string | undefined>>): string | undefined;
export const chromiumArguments: readonly string[];
