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
  /** The SSH server's own key, and the one that logs in to every machine. */
  readonly sshHostKey: string;
  readonly sshLoginKey: string;
  /** For the ssh command: under which key the SSH server is known, at the port that it has now. */
  readonly knownHosts: string;
}

export function layoutOf(directory: string): Layout {
  return {
    directory,
    state: join(directory, 'state.json'),
    journal: join(directory, 'journal.jsonl'),
    server: join(directory, 'server.json'),
    certificate: join(directory, 'certificate.pem'),
    key: join(directory, 'key.pem'),
    sshHostKey: join(directory, 'ssh_host_key'),
    sshLoginKey: join(directory, 'ssh_key'),
    knownHosts: join(directory, 'known_hosts'),
  };
}

const leftover = /^(claim\..+\.lock|state\.json\..+\.tmp)$/;

/** Whether a name can stand in a directory where a process died before it wrote the first state. */
export function isLeftoverOfCreation(name: string): boolean {
  return leftover.test(name);
}

const temporary = /^((state|server)\.json|(certificate|key)\.pem|ssh_host_key|ssh_key|known_hosts)\..+\.tmp$/;

/** Whether a name is of a file that a process was writing when it died. */
export function isTemporary(name: string): boolean {
  return temporary.test(name);
}
