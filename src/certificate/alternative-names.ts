const part = /(?:^|, )([A-Za-z ]+):("(?:[^"\\]|\\.)*"|[^,]*)/g;

/** DNS names and addresses of a subject alternative name as Node shows it: `DNS:etl01, IP Address:10.0.0.1`. */
export function alternativeNames(shown: string): readonly string[] {
  return [...shown.matchAll(part)].flatMap(([, kind, value = '']) => {
    if (kind !== 'DNS' && kind !== 'IP Address') return [];
    return [value.startsWith('"') ? String(JSON.parse(value)) : value];
  });
}
