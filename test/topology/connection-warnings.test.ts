import { expect, test } from 'vitest';
import { connectionWarnings } from '../../src/topology/connection-warnings.js';
import { topologyOf } from '../support/build.js';

const { catalog } = topologyOf({});

test.each([
  [{ encrypt: true, trustServerCertificate: false }, []],
  [{ encrypt: 'strict', trustServerCertificate: false }, []],
  // The certificate is checked under strict whatever else the topology says.
  [{ encrypt: 'strict', trustServerCertificate: true }, []],
  [{ encrypt: true, trustServerCertificate: true }, ['catalog.certificate-unchecked']],
  [{ encrypt: false, trustServerCertificate: false }, ['catalog.encryption-off']],
  [{ encrypt: false, trustServerCertificate: true }, ['catalog.encryption-off']],
] as const)('%j: %j', (given, codes) => {
  const found = connectionWarnings({ ...catalog, ...given });
  expect(found.map(({ code }) => code)).toEqual(codes);
  for (const one of found) {
    expect(one.severity).toBe('warning');
    expect(one.detail).toContain(catalog.server.text);
  }
});
