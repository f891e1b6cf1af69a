import { createSecureContext } from 'node:tls';
import { isScaleoutError, ScaleoutError } from '../../errors/errors.js';
import { readFileText } from '../../files/files.js';
import { messageOf } from '../../text/printable.js';

/** Where certificate and key are, both in PEM. */
export interface TlsFiles {
  readonly certificate: string;
  readonly privateKey: string;
}

/** Certificate and key as texts in PEM. */
interface TlsPair {
  readonly certificate: string;
  readonly key: string;
}

/** A pair, and the ones that come after it. */
interface RenewedPair extends TlsPair {
  /** `take` is given each new pair, and throws where it is none; ends with the function that is returned. */
  follow(take: (pair: TlsPair) => void): () => void;
}

/** How often the files are looked at, in milliseconds. */
const usualEvery = 60_000;

/** Bytes; a chain of certificates takes some KiB. */
const largestPem = 256 * 1024;

/** Certificate and key of a login file, as texts in PEM. Throws `login.tls-unusable` where they are not there or do not fit together. */
export async function readTls(files: { readonly certificate: string; readonly privateKey: string }): Promise<{
  readonly certificate: string;
  readonly key: string;
}> {
  const read = async (file: string) => {
    const text = await readFileText(file, { largest: largestPem, kinds: 'regular' });
    if ('failed' in text) throw new ScaleoutError('login.tls-unusable', `The file ${file} ${text.failed.phrase}.`);
    return text.read;
  };
  const [certificate, key] = [await read(files.certificate), await read(files.privateKey)];
  try {
    createSecureContext({ cert: certificate, key });
  } catch (cause) {
    const detail = `${files.certificate} with ${files.privateKey}: ${messageOf(cause)}.`;
    throw new ScaleoutError('login.tls-unusable', detail, { cause });
  }
  return { certificate, key };
}

/**
 * The pair as it is now, and each one that the files hold later. One that cannot be read or used is told of once, and the pair before it
 * stays: whoever renews a certificate writes two files, one after the other. Throws as `readTls` does.
 */
export async function openTlsFiles(
  files: TlsFiles,
  log: (level: 'info' | 'warn', text: string) => void,
  every = usualEvery,
): Promise<RenewedPair> {
  const first = await readTls(files);
  return {
    ...first,
    follow(take) {
      let used: TlsPair = first;
      let told: string | undefined;
      let isLooking = false;
      const look = async () => {
        if (isLooking) return;
        isLooking = true;
        try {
          const found = await readTls(files);
          if (found.certificate !== used.certificate || found.key !== used.key) {
            take(found);
            used = found;
            log('info', `The certificate ${files.certificate} was read anew.`);
          }
          told = undefined;
        } catch (error) {
          const why = isScaleoutError(error) ? error.message : messageOf(error);
          if (why !== told) log('warn', `The certificate from before stays in use: ${why}`);
          told = why;
        } finally {
          isLooking = false;
        }
      };
      const timer = setInterval(() => void look(), every);
      timer.unref();
      return () => clearInterval(timer);
    },
  };
}
