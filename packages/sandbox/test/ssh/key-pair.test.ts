import { utils } from 'ssh2';
import { describe, expect, it } from 'vitest';
import { makeSshKeyPair, publicKeyOf } from '../../src/ssh/key-pair.js';

describe('a key pair for SSH', () => {
  it('is what OpenSSH writes: another program signs with it, and its public half fits', () => {
    const { privateKey, publicKey } = makeSshKeyPair();
    const parsed = [utils.parseKey(privateKey)].flat()[0];
    if (parsed === undefined || parsed instanceof Error) throw new Error('not a key');
    expect(`ssh-ed25519 ${parsed.getPublicSSH().toString('base64')}`).toBe(publicKey);
    const known = utils.parseKey(publicKey);
    if (known instanceof Error) throw known;
    expect(known.verify(Buffer.from('text'), parsed.sign(Buffer.from('text')) as Buffer)).toBe(true);
    expect(publicKeyOf(privateKey)).toBe(publicKey);
  });

  it.each(['', 'rubbish', '-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n'])(
    'is not %j',
    (text) => {
      expect(publicKeyOf(text)).toBe(undefined);
    },
  );
});
