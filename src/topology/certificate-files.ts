import { readCertificateFile } from '../certificate/read-certificate-file.js';
import type { Certificate } from '../domain/machines.js';
import { isScaleoutError } from '../errors/errors.js';
import { type FileBytes, readFileBytes } from '../files/files.js';
import { moment } from '../text/times.js';
import { type Folders, resolveFile } from './build-topology.js';
import { mayBeShown, type Problem, subject } from './problem.js';
import { listAt, type Path, textAt, valueAt } from './secrets.js';

/** A certificate file that a topology names: where it says so, and its absolute path. */
export interface CertificateFile {
  readonly at: Path;
  readonly file: string;
}

/** The certificate files of the master and the workers, in a file that may be wrong in any other way. */
export function certificateFiles(root: unknown, folders: Folders): readonly CertificateFile[] {
  const ofWorkers = listAt(root, ['workers']).map((_worker, index): Path => ['workers', index, 'certificate', 'file']);
  return [['master', 'certificate', 'file'] as Path, ...ofWorkers].flatMap((at): readonly CertificateFile[] => {
    const file = textAt(root, at);
    return file === undefined || file === '' ? [] : [{ at, file: resolveFile(file, folders) }];
  });
}

/** The largest file that is read; a certificate takes one or two KiB. */
const largest = 64 * 1024;

/** How many files are read at one time: where none of them answers, no more of the process's threads are lost. */
const together = 2;

interface ReadCertificates {
  /** By the absolute path of the file. */
  readonly certificates: ReadonlyMap<string, Certificate>;
  readonly problems: readonly Problem[];
}

/** Reads the certificates that a topology names as files; `now` is in milliseconds since 1970. Does not throw. */
export async function readCertificates(
  root: unknown,
  named: readonly CertificateFile[],
  now: number,
): Promise<ReadCertificates> {
  const certificates = new Map<string, Certificate>();
  const found = new Map<string, readonly Finding[]>();
  const files = [...new Set(named.map(({ file }) => file))];
  for (let start = 0; start < files.length; start += together) {
    const part = files.slice(start, start + together);
    await Promise.all(
      part.map(async (file) => {
        const judged = judge(await readFileBytes(file, { largest, kinds: 'regular' }), now);
        found.set(file, judged.findings);
        if (judged.certificate !== undefined) certificates.set(file, judged.certificate);
      }),
    );
  }
  const problems = named.flatMap(({ at, file }): readonly Problem[] => {
    const isAllowed = valueAt(root, [...at.slice(0, -1), 'authority']) === true;
    const findings = (found.get(file) ?? []).filter(
      ({ code }) => !isAllowed || code !== 'topology.certificate-authority',
    );
    const which = mayBeShown(root, valueAt(root, at), at)
      ? `${subject(root, at)} is ${file}.`
      : `${subject(root, at)}:`;
    return findings.map((finding) => ({ ...finding, path: at, detail: `${which} ${finding.detail}` }));
  });
  return { certificates, problems };
}

type Finding = Omit<Problem, 'path'>;

interface Judged {
  readonly certificate?: Certificate;
  readonly findings: readonly Finding[];
}

function judge(bytes: FileBytes, now: number): Judged {
  if ('failed' in bytes) {
    const { why, phrase } = bytes.failed;
    if (why === 'missing') return refused({ code: 'topology.certificate-missing', detail: 'There is no such file.' });
    return refused({ code: 'topology.certificate-unusable', detail: `The file ${phrase}.` });
  }
  try {
    const certificate = readCertificateFile(bytes.read);
    return {
      certificate,
      findings: [...validity(certificate, now), ...weakness(certificate), ...authority(certificate)],
    };
  } catch (error) {
    if (!isScaleoutError(error)) throw error;
    return refused({ code: error.code, detail: error.message, remedy: error.remedy });
  }
}

function refused(finding: Finding): Judged {
  return { findings: [finding] };
}

function validity({ notBefore, notAfter }: Certificate, now: number): readonly Finding[] {
  const rest = { code: 'topology.certificate-expired', severity: 'warning' } as const;
  if (Date.parse(notAfter) < now) return [{ ...rest, detail: `The certificate ended ${moment(notAfter)}.` }];
  if (Date.parse(notBefore) <= now) return [];
  return [{ ...rest, detail: `The certificate is valid only from ${moment(notBefore)} on.` }];
}

function weakness(certificate: Certificate): readonly Finding[] {
  if (certificate.weakness === null) return [];
  const detail = `The certificate is weak: ${certificate.weakness}.`;
  return [{ code: 'topology.certificate-weak', severity: 'warning', detail }];
}

function authority(certificate: Certificate): readonly Finding[] {
  if (certificate.authority === null) return [];
  const detail = `The certificate may sign others: ${certificate.authority}.`;
  return [{ code: 'topology.certificate-authority', severity: 'warning', detail }];
}
