import { join } from 'node:path';

/** The files of a sandbox's directory, as absolute or relative paths like the directory's own. */
export interface Layout {
  readonly directory: string;
  /** Every row, as of the last compaction. Its presence makes the directory a sandbox. */
  readonly state: string;
  /** The changes since. */
  readonly journal: string;
  /** Where the serving process listens. */
  readonly server: string;
  readonly certificate: string;
  readonly key: string;
}

export function layoutOf(directory: string): Layout {
  return {
    directory,
    state: join(directory, 'state.json'),
    journal: join(directory, 'journal.jsonl'),
    server: join(directory, 'server.json'),
    certificate: join(directory, 'certificate.pem'),
    key: join(directory, 'key.pem'),
  };
}

const leftover = /^(claim\..+\.lock|state\.json\..+\.tmp)$/;

/** Whether a name can stand in a directory where a process died before it wrote the first state. */
export function isLeftoverOfCreation(name: string): boolean {
  return leftover.test(name);
}

const temporary = /^(state|server)\.json\..+\.tmp$|^(certificate|key)\.pem\..+\.tmp$/;

/** Whether a name is of a file that a process was writing when it died. */
export function isTemporary(name: string): boolean {
  return temporary.test(name);
}
