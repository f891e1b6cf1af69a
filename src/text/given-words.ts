import { shellWord } from './printable.js';

/** What a command line has given so far: a remedy that names a command repeats it. */
export interface GivenWords {
  /** The command that runs: `plan`, `sandbox serve`. */
  readonly verb: string;
  /** The topology; absent: the usual one. */
  readonly file?: string;
  readonly sandbox?: string;
  /** The folder of the history, where it is not the usual one; absent also where a text does not depend on it. */
  readonly history?: string;
  /** In place of a topology: `--server SQLETL01 --encrypt strict`, word by word. */
  readonly server?: readonly string[];
  readonly platform: NodeJS.Platform;
}

/** Commands that read the history, or write into it. */
const ofHistory = /^(?:history|apply|(?:un)?drain worker\/|suspend|resume|approve [0-9a-f]|rotate )/;
/** Commands that take a topology and a sandbox, and of them those that a server alone is enough for. */
const ofTopology = ['plan', 'apply', 'rehearse', 'status', 'doctor', 'report', 'watch'];
/** The same, but with a word of its own first. */
const ofMachine = ['script'];
/** The same, but with words of its own that a file would be taken for. */
const ofTargets =
  /^(?:rotate (?:worker\/|workers\b|master\b)|(?:(?:un)?drain|set|remove) worker\/|approve [0-9a-f]|suspend\b|resume\b)/;
const ofFile = ['validate', 'history'];
const ofServer = ['status', 'doctor', 'report'];

/** The words behind a command that looks at the same again: its file, its sandbox, its server. */
export function sameWords(verb: string, given: GivenWords): readonly string[] {
  const words = placeWords(verb, given);
  const { history, server, platform } = given;
  if (history === undefined || server !== undefined || !ofHistory.test(verb)) return words;
  return [...words, '--history', shellWord(history, platform)];
}

function placeWords(verb: string, { file, sandbox, server, platform }: GivenWords): readonly string[] {
  const word = (text: string) => shellWord(text, platform);
  if (server !== undefined) return ofServer.includes(verb) ? server.map(word) : [];
  // Standard input was read, and apply asks its question there: a file has to be named.
  if (file === '-' && verb === 'apply') return ['FILE', ...sandboxWords(sandbox, word)];
  const named = file === undefined ? [] : /^-./.test(file) ? ['-f', word(file)] : [word(file)];
  if (ofFile.includes(verb)) return named;
  if (ofTargets.test(verb)) {
    return [...(file === undefined ? [] : ['-f', word(file)]), ...sandboxWords(sandbox, word)];
  }
  if (!ofTopology.includes(verb) && !ofMachine.includes(verb)) return [];
  return [...named, ...sandboxWords(sandbox, word)];
}

function sandboxWords(sandbox: string | undefined, word: (text: string) => string): readonly string[] {
  return sandbox === undefined ? [] : ['--sandbox', word(sandbox)];
}

/** Whether a command has a topology as its first word, so that it can be named with another one. */
export function takesTopology(verb: string): boolean {
  return ofTopology.includes(verb) || ofFile.includes(verb);
}

/** The command of that name that looks at the same: `scaleout doctor prod.yaml --sandbox ./fleet`. */
export function commandLine(verb: string, given: GivenWords): string {
  return ['scaleout', verb, ...sameWords(verb, given)].join(' ');
}

/** What may stand behind the name of a command that has no words of its own. */
const goesOn =
  '(?= (?:again|shows?|names?|to|or|and|looks?|finds?|ends?|brings?|gives?)[.,:;)]*(?:\\s|$)|[.,:;)]+(?:\\s|$)|\\n|$)';

const bareCommand = new RegExp(`\\bscaleout (plan|rehearse|apply|status|doctor|report|validate|history)${goesOn}`, 'g');

/** A script for a machine that somebody has to fetch: the name of the machine is its only word. */
const bareScript = /\bscaleout script [^\s"]+(?=")/g;

const workerWord = 'worker/(?:[^\\s".,;)]|\\.(?=\\S))+';

/** What an edit of an entry says of it. */
const editWord = '(?:--absent|--unset [\\w.]+|[A-Za-z][\\w.]*=[^\\s"]+(?<![.,:;)]))';

/** A rotation that is to be carried on, with the phase that it names, a maintenance that is to be ended, an edit of an entry; its other words may be on the next line. */
const ofTarget = new RegExp(
  `\\bscaleout (undrain ${workerWord}|(?:set|remove) ${workerWord}(?: ${workerWord})*(?: ${editWord})*|rotate (?:${workerWord}(?: ${workerWord})*|workers|master)(?: --(?:prepare|switch|complete|status))?)(?!\\s+(?:-|worker/))${goesOn}`,
  'g',
);

/** A command on the sandbox of this run, whose folder a general text does not know. */
const sandboxCommand = /(\bscaleout sandbox (?:reset|drill|serve|add) )DIR\b/g;

/**
 * A text with the words of this run behind each command that it names in general: `Run scaleout plan again.` becomes `Run
 * scaleout plan prod.yaml again.` A command that has words of its own stays as it is.
 */
export function withGivenWords(text: string, given: GivenWords | undefined): string {
  if (given === undefined) return text;
  const { sandbox, server, platform } = given;
  const named = text.replace(sandboxCommand, (whole, command: string) =>
    sandbox === undefined ? whole : `${command}${shellWord(sandbox, platform)}`,
  );
  const told = server === undefined ? named : asOptions(named);
  const others = sameWords('script', given);
  return told
    .replace(bareCommand, (found: string, verb: string, at: number) => {
      // A text that was wrapped may have the words on its next line already.
      const [first] = sameWords(verb, given);
      const follows = told.slice(at + found.length).trimStart();
      return first !== undefined && follows.startsWith(first) ? found : commandLine(verb, given);
    })
    .replace(ofTarget, (_, verb: string) => commandLine(verb, given))
    .replace(bareScript, (command) => [command, ...others].join(' '));
}

/** Where there is no topology, what a text calls by its key there is an option: `check --server`. */
function asOptions(text: string): string {
  return text
    .replace(
      /catalog\.\w+(?:: \w+| of type ntlm, sql or entra)?(?: from the topology)? \((--[\w-]+(?: \w+)?) beside --server\)/g,
      '$1',
    )
    .replace(/\bcatalog\.trustServerCertificate is true\b/g, '--trust-server-certificate is given')
    .replace(/\bcatalog\.(server|database|encrypt)\b(?!-):?/g, '--$1');
}
