import type { Path } from '../path.js';
import { listAt, textAt } from '../raw-value.js';
import { type Folders, resolveFile } from '../values/resolve-file.js';

/** A certificate file that a topology names: where it says so, and its absolute path. */
export interface CertificateFile {
  readonly at: Path;
  readonly file: string;
}

/** The certificate files of the workers, in a file that may be wrong in any other way. */
export function certificateFiles(root: unknown, folders: Folders): readonly CertificateFile[] {
  return listAt(root, ['workers']).flatMap((_worker, index): readonly CertificateFile[] => {
    const at: Path = ['workers', index, 'certificate', 'file'];
    const file = textAt(root, at);
    return file === undefined || file === '' ? [] : [{ at, file: resolveFile(file, folders) }];
  });
}
