import { describe, expect, it } from 'vitest';
import { sameMachine, shortKey } from '../../src/domain/machine-name.js';

describe('two names', () => {
  it.each([
    ['ETL01', 'etl01'],
    ['ETL01', 'etl01.corp.example'],
    ['etl01.CORP.example', 'ETL01.corp.EXAMPLE'],
    ['É', 'É'],
  ])('%s and %s can mean one machine', (one, other) => {
    expect(sameMachine(one, other)).toBe(true);
    expect(sameMachine(other, one)).toBe(true);
    expect(shortKey(one)).toBe(shortKey(other));
  });

  // Somebody who may write to the catalog chooses such a name to pass for another machine.
  it.each([
    ['ETLI', 'ETL\u0131'],
    ['SQLETL', '\u017fqletl'],
    ['STRASSE', 'STRA\u00dfE'],
    ['ETLFI', 'ETL\ufb01'],
    ['ETL', 'ET\uff2c'],
    ['KETL', '\u212aetl'],
  ])('%s and %s do not', (one, other) => {
    expect(sameMachine(one, other)).toBe(false);
    expect(shortKey(one)).not.toBe(shortKey(other));
    expect(sameMachine(`${one}.corp.example`, other)).toBe(false);
  });
});
