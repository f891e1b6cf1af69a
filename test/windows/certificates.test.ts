import { X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StoredCertificate, Thumbprint } from '../../src/domain/machines.js';
import { type FilledMachine, filledMachine } from './filled-machines.js';
import { keyWorks } from './keys.js';
import { restoreMachine, windowsMissing } from './machine.js';

const mark: string = 'ssis-scaleout master etl';

describe.skipIf(windowsMissing !== undefined)(
  `certificates of the master on Windows (${windowsMissing ?? 'made'})`,
  () => {
    let windows: FilledMachine;
    beforeAll(async () => {
      await restoreMachine();
      windows = filledMachine();
    });
    afterAll(() => windows[Symbol.asyncDispose]());

    const create = { operation: 'createCertificate', names: ['etl.corp.example'], mark, days: 100 } as const;
    const forMaster = { ...create, store: 'Root', usage: 'server' } as const;
    async function made(operation: typeof forMaster & { readonly replaces?: Thumbprint }) {
      const { changed, certificate } = await windows.run(operation);
      if (certificate === undefined) throw new Error('no certificate');
      return {
        changed,
        named: certificate.thumbprint,
        parsed: new X509Certificate(Buffer.from(certificate.der, 'base64')),
      };
    }
    /** A certificate as both stores show it. */
    async function shown(named: string): Promise<Readonly<Record<'my' | 'root', StoredCertificate | undefined>>> {
      const { my, root } = await windows.look();
      if (!my.known || !root.known) throw new Error('a store cannot be read');
      const [inMy, inRoot] = [my, root].map(({ value }) => value.certificates.find((one) => one.thumbprint === named));
      return { my: inMy, root: inRoot };
    }
    const beginOf = ({ parsed }: { parsed: X509Certificate }) => Date.parse(parsed.validFrom);

    it('the first one: out of My, in Root with a key that signs and that a service is let read', async () => {
      const first = await made(forMaster);
      expect(first.changed).toBe(true);
      expect(first.parsed.subjectAltName).toBe('DNS:etl.corp.example');
      // A machine whose New-SelfSignedCertificate takes no extensions shows none.
      if (first.parsed.keyUsage !== undefined) expect(first.parsed.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
      expect(await shown(first.named)).toMatchObject({
        my: undefined,
        root: { friendlyName: mark, keyReaders: { known: true } },
      });
      expect(await keyWorks('Root', first.named)).not.toBe(false);
      const grant = {
        operation: 'grantKey',
        store: 'Root',
        thumbprint: first.named,
        service: 'SSISScaleOutMaster160',
      } as const;
      expect(await windows.run(grant)).toEqual({ changed: true });
      expect(await windows.run(grant)).toEqual({ changed: false });
      expect(await made(forMaster)).toMatchObject({ changed: false, named: first.named });
    });

    it('another one in place of it: younger, found again, and never the one that it replaces', async () => {
      const first = await made(forMaster);
      const second = await made({ ...forMaster, replaces: first.named });
      expect(second.changed).toBe(true);
      expect(beginOf(second)).toBeGreaterThan(beginOf(first));
      expect(await made({ ...forMaster, replaces: first.named })).toMatchObject({
        changed: false,
        named: second.named,
      });
      const third = await made({ ...forMaster, replaces: second.named });
      expect([first.named, second.named]).not.toContain(third.named);
      expect(beginOf(third)).toBeGreaterThan(beginOf(second));
      // Each keeps a key of its own.
      for (const { named } of [first, second, third]) {
        expect(await shown(named)).toMatchObject({ my: undefined, root: { keyReaders: { known: true } } });
        expect(await keyWorks('Root', named)).not.toBe(false);
      }
    });
  },
);
