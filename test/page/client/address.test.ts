import { expect, test } from 'vitest';
import { addressText, pathTo, readAddress } from '../../../src/page/client/address.js';

test('a view with its filters is read from the address, and written as the same one', () => {
  const address = readAddress('/t/warehouse/workers', '?q=etl&state=bad&sort=-beat');
  expect(address).toEqual({
    topology: 'warehouse',
    view: 'workers',
    part: undefined,
    query: { q: 'etl', state: 'bad', sort: '-beat' },
  });
  expect(addressText(address)).toBe('/t/warehouse/workers?q=etl&state=bad&sort=-beat');
});

test('a name from the catalog stays one part of a path, whatever it holds', () => {
  const names = ['a b/../../?x=%20#', '<script>', 'ETL01:8391', '\u202eevil', '..%2f..', 'עובד', '~', '~.'];
  for (const part of names) {
    const path = pathTo('ware/house?', 'workers', part);
    const url = new URL(path, 'http://page.example');
    expect(url.origin).toBe('http://page.example');
    expect(readAddress(url.pathname, url.search)).toMatchObject({ topology: 'ware/house?', view: 'workers', part });
  }
});

test('a worker whose name is a path upwards leads to no other view', () => {
  for (const part of ['.', '..']) {
    const url = new URL(pathTo('warehouse', 'workers', part), 'http://page.example');
    expect(readAddress(url.pathname, url.search)).toMatchObject({ topology: 'warehouse', view: 'workers', part });
  }
});

test('what is no address of a view is the overview, and a broken escape stays as it was typed', () => {
  expect(readAddress('/', '')).toMatchObject({ topology: undefined, view: 'overview' });
  expect(readAddress('/t/', '')).toMatchObject({ topology: undefined, view: 'overview' });
  expect(readAddress('/t/warehouse/nothing', '')).toMatchObject({ topology: 'warehouse', view: 'overview' });
  expect(readAddress('/t/100%/workers/%E0%A4%A', '')).toMatchObject({ topology: '100%', part: '%E0%A4%A' });
});

test('an empty filter is not in the address', () => {
  expect(pathTo('warehouse', 'workers', undefined, { q: '', state: 'bad' })).toBe('/t/warehouse/workers?state=bad');
});
