import { describe, expect, it } from 'vitest';
import { parseEndpoint } from '../../../src/topology/values/endpoint.js';

const long = `${'a'.repeat(63)}.${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(61)}`;

describe("the master's endpoint", () => {
  it.each([
    ['https://sqletl01.corp.example:8391', 'https://sqletl01.corp.example:8391'],
    ['https://SQLETL01:8391/', 'https://SQLETL01:8391'],
    ['HTTPS://sqletl01:443', 'https://sqletl01:443'],
    [`https://${long}:65535/`, `https://${long}:65535`],
    ['https://xn--bcher-kva.example:8391', 'https://xn--bcher-kva.example:8391'],
    ['https://bücher.example.:8391', 'https://bücher.example.:8391'],
    ['https://[2001:db8::1]:8391', 'https://[2001:db8::1]:8391'],
  ])('%s is read', (text, value) => {
    expect(parseEndpoint(text)).toEqual({ value });
  });

  it.each([
    ['http://sqletl01:8391', /https:\/\/, not http/],
    ['sqletl01:8391', /must begin with https/],
    ['', /must begin with https/],
    ['https://sqletl01', /no port/],
    ['https://:8391', /no host/],
    ['https://sqletl01:0', /port/],
    ['https://sqletl01:65536', /port/],
    ['https://sqletl01:', /port/],
    ['https://sqletl01:8391/ClusterManagement', /path/],
    ['https://sqletl01:8391?x', /path/],
    ['https://user:hunter2@sqletl01:8391', /password/],
    [`https://${'a'.repeat(254)}:8391`, /254 characters; at most 253/],
    [`https://${'a'.repeat(64)}.example:8391`, /no usable host/],
    ['https://sqletl..example:8391', /no usable host/],
    ['https://-sqletl:8391', /no usable host/],
    ['https://+:8391', /no usable host/],
    ['https://sqletl"01:8391', /no usable host/],
    ['https://sqletl\u202e01:8391', /no usable host/],
    ['https://sqletl\u000001:8391', /no usable host/],
    ['https://sqletl\u{e0041}01:8391', /no usable host/],
    ['https://[:::]:8391', /no usable host/],
    [' https://sqletl01:8391', /spaces/],
    ['https://sql etl:8391', /spaces/],
  ])('%s is refused', (text, wrong) => {
    expect(parseEndpoint(text)).toEqual(expect.objectContaining({ wrong: expect.stringMatching(wrong) }));
  });

  it("without a port: the remedy names the master's default", () => {
    expect(parseEndpoint('https://sqletl01')).toEqual(
      expect.objectContaining({ remedy: expect.stringContaining('https://sqletl01:8391') }),
    );
  });
});
