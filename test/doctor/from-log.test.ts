import { expect, test } from 'vitest';
import { doctorText } from '../../src/cli/render/doctor-text.js';
import { logDocument } from '../../src/doctor/from-log.js';
import { screen } from '../support/screen.js';

const now = new Date('2026-11-29T03:00:00Z');
const noEndpoint = 'System.ServiceModel.EndpointNotFoundException: There was no endpoint listening at https://m:8391/';
const anonymous = "The HTTP request was forbidden with client authentication scheme 'Anonymous'.";
const bytes = (text: string) => new TextEncoder().encode(text);
const found = (text: string) =>
  logDocument('worker.log', bytes(text), now).findings.map(({ id, severity }) => `${severity} ${id}`);

test('the last trouble in a log is an error; what comes before it is a warning', () => {
  expect(found(`a\n${noEndpoint}\n${noEndpoint}\nb\n${anonymous}\n`)).toEqual([
    'error log.anonymous',
    'warning log.no-endpoint',
  ]);
  expect(found(`${anonymous}\n${noEndpoint}`)).toEqual(['error log.no-endpoint', 'warning log.anonymous']);
});

test('of what comes and goes the last one counts', () => {
  expect(found(`${anonymous}\n${noEndpoint}\n${anonymous}`)).toEqual([
    'error log.anonymous',
    'warning log.no-endpoint',
  ]);
});

test('the type of an exception tells where the text is in another language', () => {
  expect(found('System.ServiceModel.EndpointNotFoundException: Es war kein Endpunkt aktiv')).toEqual([
    'error log.no-endpoint',
  ]);
  expect(found('System.ServiceModel.Security.SecurityNegotiationException: Fehler')).toEqual(['error log.security']);
});

test('a log that goes on without trouble after its last one: a warning that says how far', () => {
  const log = `${noEndpoint}\n   at System.ServiceModel.Channels\nServer stack\n${noEndpoint}\n   at X\n`;
  expect(found(log)).toEqual(['error log.no-endpoint']);
  const on = logDocument('worker.log', bytes(`${log}03:10 heartbeat\n03:11 task 7 began\n\n`), now).findings;
  expect(on).toMatchObject([{ id: 'log.no-endpoint', severity: 'warning' }]);
  expect(on[0]?.cause).toContain('goes on for 2 lines, until line 7, without known trouble: it was perhaps mended');
  expect(on[0]?.evidence.at(-1)).toEqual({
    read: 'last line of the log',
    where: 'line 7',
    value: '03:11 task 7 began',
  });
});

test('what speaks for no mend: a stack trace, a retry as between any two troubles, trouble that is not known', () => {
  expect(found(`${noEndpoint}\n   at X\n---> inner\n`)).toEqual(['error log.no-endpoint']);
  expect(found(`${noEndpoint}\ntry again\n${noEndpoint}\ntry again\n`)).toEqual(['error log.no-endpoint']);
  expect(found(`${noEndpoint}\na\nb\nSystem.IO.IOException: The disk is full\n`)).toEqual(['error log.no-endpoint']);
  expect(found(`${noEndpoint}\nSystem.Net.WebException: refused\na\n`)).toEqual(['warning log.no-endpoint']);
});

test('UTF-16 is read by its mark', () => {
  const text = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(anonymous, 'utf16le')]);
  expect(logDocument('worker.log', text, now).findings[0]?.id).toBe('log.anonymous');
});

test('an evidence has the number of the line and the line', () => {
  const [first] = logDocument('worker.log', bytes(`x\r\ny\r\n${anonymous}\r\n`), now).findings;
  expect(first?.evidence).toEqual([
    { read: 'last line of its kind', where: 'line 3', value: anonymous },
    { read: 'lines of its kind', where: 'lines 3 to 3', value: '1' },
  ]);
});

test('a log without a known line proves nothing, and says so; an empty one is unknown', () => {
  const none = logDocument('worker.log', bytes('all is well\n'), now);
  expect(none.findings).toEqual([]);
  expect(doctorText(none, screen(80), { all: false })).toContain('That proves nothing');
  const empty = logDocument('worker.log', bytes('\n'), now);
  expect(empty.summary).toMatchObject({ ok: 0, unknown: empty.checks.length });
});

test('UTF-16 without a mark is read; what is no text is unknown, and nothing of it is ok', () => {
  for (const text of [Buffer.from(anonymous, 'utf16le'), Buffer.from(anonymous, 'utf16le').swap16()]) {
    expect(logDocument('worker.log', text, now).findings[0]?.id).toBe('log.anonymous');
  }
  const binary = logDocument('worker.log', Buffer.from([0x4d, 0x5a, 0, 0, 0, 3, 0, 0, 0xff, 0xfe]), now);
  expect(binary.summary).toMatchObject({ ok: 0, unknown: binary.checks.length });
  expect(doctorText(binary, screen(80), { all: false })).toContain('Nothing could be looked at');
});
