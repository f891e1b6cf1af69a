/*
 * What the operating system says through Node is code for programmers: `EADDRINUSE: address already in use, uv_bind`. Here
 * is what a person is told instead; the code stays behind it, for whoever looks it up.
 */

const meanings: Readonly<Record<string, string>> = {
  E2BIG: 'the command line is too long for the system',
  EACCES: 'this account may not do that there',
  EADDRINUSE: 'another program uses this port already',
  EADDRNOTAVAIL: 'this machine has no such address',
  EAGAIN: 'it is busy now',
  EBUSY: 'another program has it open',
  ECONNABORTED: 'the connection was broken off on this machine',
  ECONNREFUSED: 'nothing listens there, or a firewall turns the connection away',
  ECONNRESET: 'the other side broke the connection off',
  EDQUOT: 'the disk quota of this account is used up',
  EEXIST: 'something of that name is there already',
  EFBIG: 'the file is too large for this disk',
  EHOSTDOWN: 'the machine is down',
  EHOSTUNREACH: 'there is no way to that machine in the network',
  EINVAL: 'the system does not take it',
  EIO: 'the disk or the device failed',
  EISDIR: 'it is a folder, not a file',
  ELOOP: 'its links lead in a circle',
  EMFILE: 'this process has too many files open',
  ENAMETOOLONG: 'the name is too long',
  ENETDOWN: 'the network is down',
  ENETUNREACH: 'there is no way to that network',
  ENFILE: 'the system has too many files open',
  ENODEV: 'there is no such device',
  ENOENT: 'there is no such file or folder',
  ENOMEM: 'the machine has not enough memory',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of the path is a file, not a folder',
  ENOTEMPTY: 'the folder is not empty',
  ENOTFOUND: 'no machine of that name is known here',
  ENOTSUP: 'that is not possible there',
  ENXIO: 'the device is not there',
  EPERM: 'the system does not allow it',
  EPIPE: 'its reader is gone',
  EROFS: 'the disk can only be read',
  ESTALE: 'the share gave it away meanwhile',
  ETIMEDOUT: 'nobody answered in time',
  ETXTBSY: 'the file is a program that runs',
  EXDEV: 'it lies on another disk',
  EAI_AGAIN: 'the names of machines cannot be looked up now',
  UNKNOWN: 'the system does not say why',
};

/** The code of an error of the operating system: `ENOENT`. Undefined for any other value. */
function systemCode(thrown: unknown): string | undefined {
  if (!(thrown instanceof Error) || !('code' in thrown) || typeof thrown.code !== 'string') return undefined;
  // A library may use such codes for errors of its own: those that Node makes of the system's name the call.
  const isSystem =
    'syscall' in thrown || 'errno' in thrown || (thrown instanceof AggregateError && thrown.message === '');
  return isSystem ? thrown.code : undefined;
}

/**
 * What an error of the operating system means, as the end of a sentence: `the disk is full (ENOSPC)`. It names no path: that
 * of a temporary file says nothing to anybody, so who tells it names the file that was meant. Undefined for any other error.
 */
export function systemWords(thrown: unknown): string | undefined {
  const code = systemCode(thrown);
  if (code === undefined) return undefined;
  const words = meanings[code.replace(/^ERR_FS_/, '')];
  return words === undefined ? undefined : `${words} (${code})`;
}
