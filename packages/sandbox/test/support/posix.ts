const unless = (reason: string): string | undefined => (process.platform === 'win32' ? reason : undefined);

/**
 * What tests need and Windows has not, each with the reason; undefined on every other system. `test.skipIf(lacking.signals)`.
 * Nothing else decides that a test is skipped because it runs on Windows.
 */
export const lacking = {
  signals: unless('a process on Windows gets no signal from another one, only from its console'),
  modes: unless('Windows has access rules in place of modes'),
  shell: unless('a script of a POSIX shell stands for a program'),
  links: unless('on Windows a symbolic link takes a right of its own'),
  devices: unless('Windows has no pipes and devices among the files, such as /dev/zero'),
  openFolders: unless('Windows lets nobody rename or remove a folder that is watched'),
} as const;
