const products: Readonly<Record<string, string>> = { 140: '2017', 150: '2019', 160: '2022', 170: '2025' };

/** The SQL Server that a service belongs to, by the number in the service's name: `2022 (160)`; `-` where it is not known. */
export function versionText(version: string | undefined): string {
  if (version === undefined) return '-';
  const product = products[version];
  return product === undefined ? version : `${product} (${version})`;
}
