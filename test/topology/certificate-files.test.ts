import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadTopology } from '../../src/topology/load-topology.js';
import { sourceDiagnosticText } from '../../src/topology/source-text.js';
import { authority, type CertificateWish, keyOf, makeCertificate, noAuthority, pem } from '../support/certificates.js';
import { lacking } from '../support/posix.js';
import { screen } from '../support/screen.js';
import { temporaryDirectory } from '../support/temporary-directory.js';
import { head as anyAccess } from './read.js';

const head = `${anyAccess}access: { transport: manual }\n`;
const certificate = makeCertificate({ extensions: [noAuthority] });
const now = () => Date.parse('2026-11-24T12:00:00Z');

/** Loads a topology with one worker, whose certificate is `named`, beside the files that `make` puts there. */
async function load(named: string, make: (folder: string) => void = () => {}, text = worker('ETL09', named)) {
  using place = temporaryDirectory();
  make(place.path);
  const file = join(place.path, 'topology.yaml');
  writeFileSync(file, text);
  const loaded = await loadTopology(file, { home: join(place.path, 'home'), now });
  const shown = loaded.diagnostics.map((found) => sourceDiagnosticText(found, loaded.source, screen())).join('\n');
  return { ...loaded, shown, folder: place.path, found: loaded.diagnostics };
}

function worker(machine: string, file: string, before = `${head}workers:\n`): string {
  return `${before}  - machine: ${machine}\n    certificate: { file: ${file} }\n`;
}

const put = (name: string, content: string | Buffer) => (folder: string) => writeFileSync(join(folder, name), content);

describe("a worker's certificate file", () => {
  it.each([
    ['DER', certificate],
    ['PEM', pem('CERTIFICATE', certificate)],
    ['PEM with Windows line ends', pem('CERTIFICATE', certificate, '\r\n')],
  ])('in %s is read with the topology', async (_form, content) => {
    const { topology, found, folder } = await load('etl09.cer', put('etl09.cer', content));
    expect(found).toEqual([]);
    expect(topology?.workers[0]?.certificate).toMatchObject({
      file: join(folder, 'etl09.cer'),
      certificate: { der: certificate.toString('base64'), names: ['ETL01'] },
    });
  });

  it('is looked for in the folder of the topology, and ~ is home', async () => {
    const make = (folder: string) => {
      mkdirSync(join(folder, 'home'));
      writeFileSync(join(folder, 'home', 'etl09.cer'), certificate);
    };
    expect((await load('~/etl09.cer', make)).found).toEqual([]);
    expect((await load('home/../home/etl09.cer', make)).found).toEqual([]);
  });

  it('that is missing is an error at its place', async () => {
    const { topology, found, folder } = await load('certs/etl09.cer');
    expect(topology).toBeUndefined();
    expect(found).toMatchObject([
      {
        severity: 'error',
        code: 'topology.certificate-missing',
        detail: `certificate.file of worker ETL09 is ${join(folder, 'certs', 'etl09.cer')}. There is no such file.`,
        range: { start: { line: 8, column: 26 }, end: { line: 8, column: 41 } },
      },
    ]);
  });

  it.each([
    ['a folder', (folder: string) => mkdirSync(join(folder, 'x.cer')), 'The file is a folder'],
    ['empty', put('x.cer', ''), 'The file is empty.'],
    ['a text', put('x.cer', 'see the intranet'), 'The file is neither DER nor PEM.'],
    ['too large', put('x.cer', Buffer.alloc(64 * 1024 + 1)), 'The file is larger than 64 KiB.'],
    ['two certificates', put('x.cer', pem('CERTIFICATE', certificate).repeat(2)), 'The file holds 2 certificates'],
  ])('that is %s is an error, not waited for', async (_what, make, detail) => {
    const { topology, found } = await load('x.cer', make);
    expect(topology).toBeUndefined();
    expect(found).toMatchObject([{ severity: 'error', code: 'topology.certificate-unusable' }]);
    expect(found[0]?.detail).toContain(detail);
    expect(found[0]?.range?.start).toEqual({ line: 8, column: 26 });
  });

  it.skipIf(lacking.devices)('that is without an end is an error, not waited for', async () => {
    const { found } = await load('x.cer', (folder) => symlinkSync('/dev/zero', join(folder, 'x.cer')));
    expect(found).toMatchObject([{ detail: expect.stringContaining('The file is a device, not a regular file.') }]);
  });

  it('with a private key is refused, and nothing of the key is shown', async () => {
    const key = keyOf('rsa2048').export({ type: 'pkcs8', format: 'der' });
    const { topology, found, shown } = await load(
      'x.cer',
      put('x.cer', pem('CERTIFICATE', certificate) + pem('PRIVATE KEY', key)),
    );
    expect(topology).toBeUndefined();
    expect(found).toMatchObject([{ severity: 'error', code: 'topology.certificate-key' }]);
    for (const line of pem('PRIVATE KEY', key).split('\n').slice(1, -2)) expect(shown).not.toContain(line);
  });

  it.each([
    ['has ended', { notAfter: '2026-11-23T00:00:00Z' }, 'The certificate ended 2026-11-23 00:00:00 UTC.'],
    [
      'is not valid yet',
      { notBefore: '2026-11-25T00:00:00Z' },
      'The certificate is valid only from 2026-11-25 00:00:00 UTC on.',
    ],
  ])('whose certificate %s is a warning, and the topology is there', async (_what, wish, detail) => {
    const { topology, found } = await load(
      'x.cer',
      put('x.cer', makeCertificate({ extensions: [noAuthority], ...wish })),
    );
    expect(topology?.workers).toHaveLength(1);
    expect(found).toMatchObject([{ severity: 'warning', code: 'topology.certificate-expired' }]);
    expect(found[0]?.detail).toContain(detail);
  });

  it.each<[string, CertificateWish]>([
    ['signed with MD5', { digest: 'md5' }],
    ['signed with SHA-1', { digest: 'sha1' }],
    ['RSA key of 512 bits', { key: keyOf('rsa512') }],
  ])('that is weak (%s) is warned of', async (weakness, wish) => {
    const content = makeCertificate({ extensions: [noAuthority], ...wish });
    const { topology, found } = await load('x.cer', put('x.cer', content));
    expect(topology?.workers).toHaveLength(1);
    expect(found).toMatchObject([{ severity: 'warning', code: 'topology.certificate-weak' }]);
    expect(found[0]?.detail).toContain(`The certificate is weak: ${weakness}.`);
  });

  it('that may sign others is warned of, unless the topology says that it may', async () => {
    const make = put('x.cer', makeCertificate({ extensions: [authority] }));
    const { topology, found } = await load('x.cer', make);
    expect(topology?.workers[0]?.certificate).not.toHaveProperty('authority');
    expect(found).toMatchObject([{ severity: 'warning', code: 'topology.certificate-authority' }]);
    expect(found[0]?.detail).toContain('The certificate may sign others: its basicConstraints say CA.');
    const said = await load('', make, worker('ETL09', 'x.cer, authority: true'));
    expect(said.found).toEqual([]);
    expect(said.topology?.workers[0]?.certificate).toMatchObject({ authority: true });
    const denied = await load('', make, worker('ETL09', 'x.cer, authority: false'));
    expect(denied.found).toHaveLength(1);
    expect(denied.topology?.workers[0]?.certificate).not.toHaveProperty('authority');
  });

  it('is told beside other mistakes, in the order of the file', async () => {
    const text = worker('ETL01', 'a.cer', worker('ETL09', 'b.cer', `${head}colour: red\nworkers:\n`));
    const { found } = await load('', put('a.cer', certificate), `${text}polcy: {}\n`);
    expect(found.map(({ code, range }) => [code, range?.start.line])).toEqual([
      ['topology.unknown-key', 6],
      ['topology.certificate-missing', 9],
      ['topology.unknown-key', 12],
    ]);
  });

  it('that 200 workers name is read once, and told at each of them', async () => {
    const workers = Array.from({ length: 200 }, (_worker, index) => worker(`ETL${index}`, 'x.cer', '')).join('');
    const text = `${head}workers:\n${workers}`;
    const { topology } = await load('', put('x.cer', certificate), text);
    const certificates = topology?.workers.map(
      (one) => (one.certificate as { readonly certificate: object }).certificate,
    );
    expect(new Set(certificates).size).toBe(1);
    const { found } = await load('', undefined, text);
    expect(found).toHaveLength(101);
    expect(found.at(-1)).toMatchObject({ code: 'topology.more-problems', detail: 'And 100 more.' });
  });
});
