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
    .option('-f, --file <file>', 'take catalog, authentication and access over from this topology instead')
    .addOption(new Option('--access <transport>', 'look at the machines too (default: none)').choices(transports))
    .option('--ssh-user <user>', 'with --access ssh: the account on the machines')
    .option('--identity <file>', 'with --access ssh: the private key')
    .option('--name <name>', 'what the topology is called (default: after the server)')
    .option('--sandbox <dir>', 'use the embedded fleet that lives in that folder');
  return common(connecting)
    .option('--out <topology.yaml>', 'write it to a file that is not there yet')
    .option('--force', 'write over the file that is there');
}

export function importOptions({ file, sandbox, out, force, json, ...words }: ParsedImport): ImportOptions {
  return { words, file, sandbox, out, force: force === true, json: json === true };
}

/** Options of scaleout report. */
export interface ReportCommandOptions {
  readonly file: string | undefined;
  /** Where the catalog is, where no topology says it. */
  readonly words: Pick<ImportWords, 'server' | 'database' | 'user' | 'encrypt' | 'trustServerCertificate'>;
  readonly sandbox: string | undefined;
  readonly parallelism: number | undefined;
  /** Undefined: `scaleout-report.md`, or nowhere with `--json`. */
  readonly out: string | undefined;
  readonly force: boolean;
  readonly json: boolean;
}

type ParsedReport = Pick<Parsed, 'file' | 'json' | 'sandbox' | 'parallelism' | 'out'> &
  ReportCommandOptions['words'] & { readonly force?: boolean };

export function reporting(command: Commander): Commander {
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
    .option('--trust-server-certificate', 'with --server: accept any certificate of the server: for test servers only')
    .option('--out <report.md>', 'write it to that file; - is standard output (default: scaleout-report.md)')
    .option('--force', 'write over the file that is there');
}

export function reportOptions(word: string | undefined, options: ParsedReport): ReportCommandOptions {
  const { file: _, json, sandbox, parallelism, out, force, ...words } = options;
  const { server, database, user, encrypt, trustServerCertificate } = words;
  return {
    file: namedFile(word, options),
    words: {
      ...(server === undefined ? {} : { server }),
      ...(database === undefined ? {} : { database }),
      ...(user === undefined ? {} : { user }),
      ...(encrypt === undefined ? {} : { encrypt }),
      ...(trustServerCertificate === undefined ? {} : { trustServerCertificate }),
    },
    sandbox,
    parallelism,
    out,
    force: force === true,
    json: json === true,
  };
}
