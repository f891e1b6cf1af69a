import { describe, expect, test } from 'vitest';
import type { MachineParts } from '../../support/machine-build.js';
import { certificateOf } from '../../support/machine-build.js';
import { certificates, masterMachine, planWith, publicHalf, workerMachine } from '../../support/scale-out-world.js';

const { master, ETL01, ETL02 } = certificates;
const ending = { ...ETL01, notAfter: '2026-12-04T12:00:00.000Z' };

/** The plan that has a node trust one more certificate than these. */
function planFor(trusted: number, observation: MachineParts['observation']) {
  const others = Array.from({ length: trusted }, (_, index) => certificateOf(`ETL${1000 + index}`));
  const root = [master, publicHalf(ETL01), publicHalf(ETL02), ...others];
  return planWith({
    ETL01: workerMachine('ETL01', { my: [ending] }),
    SQLETL01: masterMachine('SQLETL01', { root, ...(observation === undefined ? {} : { observation }) }),
  });
}
const warning = (...given: Parameters<typeof planFor>) =>
  planFor(...given).diagnostics.find(({ code }) => code === 'plan.issuer-list-full');
const sent = { schannel: { sendTrustedIssuerList: 1, clientAuthTrustMode: null } };

describe('a node of the master that comes to trust one certificate more', () => {
  test('is warned of where its list of trusted issuers is sent and nearly full', () => {
    const found = warning(600, sent);
    expect(found).toMatchObject({ severity: 'warning' });
    expect(found?.detail).toMatch(/^With 1 certificate more .* SQLETL01 have at least \d{5} bytes, .* holds 16384\.$/);
    expect(warning(600, { build: 9200 })).toBeDefined();
  });

  test.each([
    ['has room', 300, sent],
    ['sends no list', 600, { build: 20348 }],
  ] as const)('is not where it %s', (_, trusted, observation) => {
    expect(warning(trusted, observation)).toBeUndefined();
  });
});
