import { type Command as Commander, Option } from 'commander';
import type { ImportWords } from '../import/import-source.js';
import { common, namedFile, type Parsed, world } from './options.js';

/** Options of scaleout import. */
export interface ImportOptions {
  readonly words: ImportWords;
  /** A topology whose catalog and access are taken over. */
  readonly file: string | undefined;
  readonly sandbox: string | undefined;
  readonly out: string | undefined;
  readonly force: boolean;
  readonly json: boolean;
}

type ParsedImport = Pick<Parsed, 'file' | 'json' | 'sandbox' | 'out'> & ImportWords & { readonly force?: boolean };

const transports = ['ssh', 'winrm', 'local', 'manual', 'none'];

/** The options of a command that connects to what no topology names yet. */
export function importing(command: Commander): Commander {
  const connecting = command
    .option('--server <server>', 'the SQL Server that holds SSISDB: host, host\\instance or host,port')
    .option('--database <name>', 'the catalog database (default: SSISDB)')
    .option(
      '--user <login>',
      'a SQL Server login, or DOMAIN\\name; its password is in SCALEOUT_SQL_PASSWORD (default: SCALEOUT_SQL_USER, else your Windows account)',
    )
    .addOption(
      new Option('--encrypt <how>', 'encrypt the connection (default: true)').choices(['true', 'false', 'strict']),
    )
    .option('--trust-server-certificate', 'accept any certificate of the server: for test servers only')
    .option('-f, --file <file>', 'take the catalog, its login and the access to machines from this topology')
    .addOption(
      new Option('--access <transport>', 'how to reach the machines, to look at them too (default: none)').choices(
        transports,
      ),
    )
    .option('--ssh-user <user>', 'with --access ssh: the account on the machines')
    .option('--identity <file>', 'with --access ssh: the private key')
    .option('--name <name>', 'what the topology is called (default: after the server)')
    .option('--sandbox <dir>', 'import from the sandbox in that folder');
  return common(connecting)
    .option('--out <topology.yaml>', 'write the topology to this file; one that is there already is kept')
    .option('--force', 'overwrite the file where it is there already');
}

export function importOptions({ file, sandbox, out, force, json, ...words }: ParsedImport): ImportOptions {
  return { words, file, sandbox, out, force: force === true, json: json === true };
}

/** Options of scaleout report. */
export interface ReportCommandOptions {
  readonly file: string | undefined;
  /** Where the catalog is, where no topology says it. */
  readonly words: ServerWords;
  readonly sandbox: string | undefined;
  readonly parallelism: number | undefined;
  /** Undefined: `scaleout-report.md`, or nowhere with `--json`. */
  readonly out: string | undefined;
  readonly force: boolean;
  readonly json: boolean;
}

type ParsedReport = Pick<Parsed, 'file' | 'json' | 'sandbox' | 'parallelism' | 'out'> &
  ServerWords & { readonly force?: boolean };

/** Where a catalog is that no topology names. */
export type ServerWords = Pick<ImportWords, 'server' | 'database' | 'user' | 'encrypt' | 'trustServerCertificate'>;

/** Options of a command that looks at a topology's world, or at the catalog of a server alone. */
export function topologyOrServer(command: Commander): Commander {
  return world(command)
    .option('--server <server>', 'look at the catalog of that SQL Server alone, without a topology')
    .option('--database <name>', 'with --server: the catalog database (default: SSISDB)')
    .option(
      '--user <login>',
      'with --server: a SQL Server login, or DOMAIN\\name; its password is in SCALEOUT_SQL_PASSWORD (default: SCALEOUT_SQL_USER, else your Windows account)',
    )
    .addOption(
      new Option('--encrypt <how>', 'with --server: encrypt the connection (default: true)').choices([
        'true',
        'false',
        'strict',
      ]),
    )
    .option('--trust-server-certificate', 'with --server: accept any certificate of the server: for test servers only');
}

export function serverWords({ server, database, user, encrypt, trustServerCertificate }: ServerWords): ServerWords {
  return {
    ...(server === undefined ? {} : { server }),
    ...(database === undefined ? {} : { database }),
    ...(user === undefined ? {} : { user }),
    ...(encrypt === undefined ? {} : { encrypt }),
    ...(trustServerCertificate === undefined ? {} : { trustServerCertificate }),
  };
}

export function reporting(command: Commander): Commander {
  return topologyOrServer(command)
    .option('--out <report.md>', 'write the report to this file; - is standard output (default: scaleout-report.md)')
    .option('--force', 'overwrite the file where it is there already');
}

export function reportOptions(word: string | undefined, options: ParsedReport): ReportCommandOptions {
  const { json, sandbox, parallelism, out, force } = options;
  return {
    file: namedFile(word, options),
    words: serverWords(options),
    sandbox,
    parallelism,
    out,
    force: force === true,
    json: json === true,
  };
}

/** Options of scaleout doctor. */
export interface DoctorCommandOptions {
  readonly file: string | undefined;
  readonly words: ServerWords;
  /** A log in place of all else. */
  readonly fromLog: string | undefined;
  readonly sandbox: string | undefined;
  readonly parallelism: number | undefined;
  /** Whether checks that found nothing are shown as well. */
  readonly all: boolean;
  readonly json: boolean;
}

type ParsedDoctor = Pick<Parsed, 'file' | 'json' | 'sandbox' | 'parallelism'> &
  ServerWords & { readonly fromLog?: string; readonly all?: boolean };

export function diagnosing(command: Commander): Commander {
  return topologyOrServer(command)
    .option(
      '--from-log <file>',
      'look at a log file of a worker or a master alone, from a machine that cannot be reached',
    )
    .option('--all', 'also show the checks that found nothing');
}

export function doctorOptions(word: string | undefined, options: ParsedDoctor): DoctorCommandOptions {
  const { json, sandbox, parallelism, fromLog, all } = options;
  return {
    file: namedFile(word, options),
    words: serverWords(options),
    fromLog,
    sandbox,
    parallelism,
    all: all === true,
    json: json === true,
  };
}
