import { type Command as Commander, Option } from 'commander';
import type { ImportWords } from '../import/import-source.js';
import { namedFile, type Parsed, world } from './options.js';

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
