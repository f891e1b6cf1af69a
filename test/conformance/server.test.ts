import { readFile } from 'node:fs/promises';
import { describe, test } from 'vitest';
import { resolveConnection } from '../../src/providers/ssisdb/connection/resolve-connection.js';
import { openCatalog } from '../../src/providers/ssisdb/open-catalog.js';
import { systemClock } from '../../src/providers/waiting/clock.js';
import type { CatalogTarget } from '../../src/topology/topology.js';
import { accepted } from '../../src/topology/values/parsed.js';
import { parseServerAddress } from '../../src/topology/values/server-address.js';
import { describeCatalog } from './catalog.js';

/*
 * The same suite on a real SSISDB: SCALEOUT_TEST_CATALOG holds the topology's `catalog` section as JSON. Workers are
 * changed and set back; none is removed and Scale Out is not enabled. Use a catalog on which nobody works meanwhile.
 */
const configured = process.env.SCALEOUT_TEST_CATALOG;

if (configured === undefined) {
  describe('the catalog of a server', () => {
    test.skip('SCALEOUT_TEST_CATALOG names none', () => undefined);
  });
} else {
  const target = targetOf(JSON.parse(configured));
  describeCatalog(`of ${target.server.text}`, async () => {
    const connection = await resolveConnection(target, {
      env: process.env,
      readFile: (path) => readFile(path, 'utf8'),
    });
    const catalog = openCatalog(connection, { clock: systemClock, random: Math.random, parallelism: 4 });
    return { catalog, expendable: false, [Symbol.asyncDispose]: () => catalog[Symbol.asyncDispose]() };
  });
}

type Section = Omit<Partial<CatalogTarget>, 'server'> & { readonly server: string };

function targetOf({ server, ...section }: Section): CatalogTarget {
  const address = accepted(parseServerAddress(server));
  return { database: 'SSISDB', encrypt: true, trustServerCertificate: false, ...section, server: address };
}
