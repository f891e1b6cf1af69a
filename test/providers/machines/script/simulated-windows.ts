import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { InspectAnswer, OperationAnswer } from '../../../../src/providers/machines/script/answers.js';
import {
  isMachineAnswer,
  type MachineAnswer,
  type MachineRequest,
} from '../../../../src/providers/machines/script/wire.js';
import { runPwsh } from '../../../support/pwsh.js';
import { temporaryDirectory } from '../../../support/temporary-directory.js';

/** The state of a simulated Windows machine: what simulated-windows.ps1 reads and writes. */
export interface World {
  readonly hostName?: string;
  readonly administrator?: boolean;
  readonly services?: readonly object[];
  readonly registry?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly Root?: readonly object[];
  readonly My?: readonly object[];
  readonly sids?: Readonly<Record<string, string>>;
  readonly keys?: Readonly<Record<string, string>>;
  /** By thumbprint. */
  readonly providers?: Readonly<Record<string, string>>;
  readonly keyFolder?: string;
  readonly acl?: Readonly<Record<string, readonly object[]>>;
  readonly firewall?: readonly object[];
  readonly faults?: Readonly<Record<string, string>>;
  readonly racing?: boolean;
  /** How often Windows refuses to read or to replace a file that another program has open. */
  readonly heldReads?: number;
  readonly heldReplaces?: number;
  /** How often ReplaceFile ends with error 1177: the config has the name of the backup then. */
  readonly tornReplaces?: number;
  /** What only an examination reads. */
  readonly eventLog?: readonly object[];
  readonly listening?: readonly { readonly port: number; readonly process: number }[];
  /** Names by id. */
  readonly processes?: Readonly<Record<string, string>>;
  /** What secedit writes. */
  readonly rights?: string;
  readonly administrators?: readonly string[];
  /** By account. */
  readonly groups?: Readonly<Record<string, readonly string[]>>;
  readonly freeKilobytes?: number;
  readonly cpu?: number;
  /** A config that somebody else writes just before it is replaced. */
  readonly meddled?: string;
}

export interface Case {
  readonly world?: World;
  readonly requests: readonly (MachineRequest | Readonly<Record<string, unknown>>)[];
  /** JSON that the script shall read and write again. */
  readonly echoes?: readonly string[];
  /** For the script's editor of config files alone; `bytes` is base64. */
  /** For the script's rule of spellings alone. */
  readonly spellings?: readonly {
    readonly text: string;
    readonly key: string;
    readonly asWritten: readonly string[];
  }[];
  readonly edits?: readonly { readonly bytes: string; readonly changes: Readonly<Record<string, unknown>> }[];
}

export interface Outcome {
  /** The keys with commas between. */
  readonly spellings: readonly string[];
  readonly echoes: readonly string[];
  /** Base64 of the new bytes, or `!` and the code of the failure. */
  readonly edits: readonly string[];
  readonly answers: readonly MachineAnswer[];
  // biome-ignore lint/suspicious/noExplicitAny: the tests look into a state that has no type of its own
  readonly world: any;
  readonly stores: Readonly<
    Record<'Root' | 'My', readonly { thumbprint: string; friendlyName: string; hasKey: boolean }[]>
  >;
}

const scriptFolder = fileURLToPath(new URL('../../../../src/providers/machines/script/powershell', import.meta.url));
const harnessFolder = fileURLToPath(new URL('.', import.meta.url));

/** Runs cases on simulated machines, all in one PowerShell. The answers are checked for their shape. */
export async function runCases<const Name extends string>(
  cases: Readonly<Record<Name, Case>>,
): Promise<Readonly<Record<Name, Outcome>>> {
  using place = temporaryDirectory();
  const file = `${place.path}/cases.json`;
  const complete = Object.entries<Case>(cases).map(([name, { world, requests, ...parts }]) => [
    name,
    {
      ...{ edits: [], echoes: [], spellings: [], ...parts },
      world: { ...emptyWorld, ...world },
      requests: requests.map((request) => JSON.stringify(request)),
    },
  ]);
  await writeFile(file, JSON.stringify(Object.fromEntries(complete)));
  const ran = await runPwsh(['-File', `${harnessFolder}run-cases.ps1`], '', {
    MACHINE_CASES: file,
    MACHINE_SCRIPT: scriptFolder,
    MACHINE_HARNESS: harnessFolder,
  });
  const written = await readFile(`${file}.out`, 'utf8').catch(() => {
    throw new Error(`the cases did not end: ${ran.stdout}${ran.stderr}`);
  });
  const results = JSON.parse(written) as Record<string, Outcome & { answers: readonly string[] }>;
  return Object.fromEntries(
    Object.entries(results).map(([name, result]) => [name, { ...result, answers: result.answers.map(answerOf) }]),
  ) as unknown as Record<Name, Outcome>;
}

/** Stands for a case that did not run. */
export const noOutcome: Outcome = {
  echoes: [],
  edits: [],
  spellings: [],
  answers: [],
  world: {},
  stores: { Root: [], My: [] },
};

/** The value of the answer with that number; fails the test where it is a failure. */
export function resultOf(outcome: Outcome, at = 0): OperationAnswer {
  const answer = outcome.answers[at];
  if (answer?.ok !== true) throw new Error(`not done: ${JSON.stringify(answer)}`);
  return answer.value as OperationAnswer;
}

/** The same for `inspect`. */
export function inspectionOf(outcome: Outcome, at = 0): InspectAnswer {
  return resultOf(outcome, at) as unknown as InspectAnswer;
}

/** The code of the answer with that number; `done` where it is no failure. */
export function codeOf(outcome: Outcome, at = 0): string {
  const answer = outcome.answers[at];
  return answer?.ok === false ? answer.code : 'done';
}

/** The message of the answer with that number. */
export function messageOf(outcome: Outcome, at = 0): string {
  const answer = outcome.answers[at];
  return answer?.ok === false ? answer.message : '';
}

function answerOf(text: string): MachineAnswer {
  const value: unknown = JSON.parse(text);
  if (!isMachineAnswer(value)) throw new Error(`no answer: ${text}`);
  return value;
}

const emptyWorld: World = {
  hostName: 'ETL01',
  administrator: true,
  services: [],
  registry: {},
  Root: [],
  My: [],
  sids: {},
  keys: {},
  providers: {},
  keyFolder: '/nowhere',
  acl: {},
  firewall: [],
  processes: {},
  groups: {},
  faults: {},
};
