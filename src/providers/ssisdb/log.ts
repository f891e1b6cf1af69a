/** What the provider reports on its way: repetitions, lost connections. Never a secret. */
export type CatalogLog = (level: 'warn' | 'info' | 'debug', message: string) => void;
