import { open, stat } from 'node:fs/promises';

export type FileBytes =
  | { readonly read: Uint8Array }
  | { readonly missing: true }
  /** A sentence. */
  | { readonly failed: string };

/** The bytes of a regular file of at most `limit` bytes. Does not throw, and does not wait for a pipe. */
export async function readSmallFile(file: string, limit: number): Promise<FileBytes> {
  try {
    const kind = await stat(file);
    if (!kind.isFile()) return { failed: `It is ${kind.isDirectory() ? 'a folder' : 'no regular file'}.` };
    await using handle = await open(file, 'r');
    const bytes = new Uint8Array(limit + 1);
    let length = 0;
    while (length < bytes.length) {
      const { bytesRead } = await handle.read(bytes, length, bytes.length - length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    if (length > limit) return { failed: `The file is larger than ${limit / 1024} KiB.` };
    return { read: bytes.subarray(0, length) };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return { missing: true };
    if (code === 'EACCES' || code === 'EPERM') return { failed: 'This account may not read the file.' };
    return { failed: `Reading the file failed (${code ?? 'unknown reason'}).` };
  }
}
