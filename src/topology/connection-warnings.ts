import { type Diagnostic, diagnostic } from '../diagnostic.js';
import type { CatalogTarget } from './topology.js';

/** What the topology gives up of the protection of its connection to SQL Server. */
export function connectionWarnings({ server, encrypt, trustServerCertificate }: CatalogTarget): readonly Diagnostic[] {
  const options = { severity: 'warning' } as const;
  if (encrypt === false) {
    const detail = `catalog.encrypt is false for ${server.text}: whoever is on the way can read the login, and read and change everything else.`;
    return [diagnostic('catalog.encryption-off', detail, options)];
  }
  // With strict the drivers check the certificate whatever trustServerCertificate says.
  if (!trustServerCertificate || encrypt === 'strict') return [];
  const detail = `catalog.trustServerCertificate is true for ${server.text}: whoever is on the way can pose as the server and read the login.`;
  return [diagnostic('catalog.certificate-unchecked', detail, options)];
}
