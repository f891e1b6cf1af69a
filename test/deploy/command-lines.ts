import { readProjectFile, readYaml, yamlDocuments } from './deploy-files.js';
import { type IniFile, parseIni } from './parse-ini.js';

/** A call of the program that a file of deploy/ or the page about it makes. */
export interface CommandLine {
  readonly from: string;
  /** Without the program's own name. */
  readonly words: readonly string[];
}

/** The words of a shell's line, without quotes; substitutions stay as they are written. Ends at a pipe or redirection. */
export function shellWords(line: string): readonly string[] {
  const words: string[] = [];
  const pattern = /(?:"[^"]*"|'[^']*'|\$\([^)]*\)|\$\{\{[^}]*\}\}|[^\s"'$|;&<>]|\$)+|[|;&<>]|\d?>/g;
  for (const [word] of line.matchAll(pattern)) {
    if (/^(?:[|;&<>]|\d?>)$/.test(word)) break;
    if (word.startsWith('#') || word === '\\') break;
    words.push(word.replace(/"([^"]*)"|'([^']*)'/g, '$1$2'));
  }
  return words;
}

/** Each line of a script that calls `scaleout` or `npx scaleout`. */
export function callsInScript(from: string, script: string): readonly CommandLine[] {
  return script
    .split('\n')
    .map((line) => /^\s*(?:npx\s+)?scaleout\s+(.*)$/.exec(line)?.[1])
    .filter((rest) => rest !== undefined)
    .map((rest) => ({ from, words: shellWords(rest) }));
}

/** What a Markdown page shows: lines of its blocks, and code within its text. */
export function callsInPage(path: string): readonly CommandLine[] {
  const page = readProjectFile(path);
  const blocks = [...page.matchAll(/^```\w*\n(.*?)^```/gms)].map(([, text = '']) => text);
  const inline = [...page.replaceAll(/^```.*?^```/gms, '').matchAll(/`(scaleout [a-z]+(?: [^`]*)?)`/g)].map(
    ([, text = '']) => text,
  );
  return [...blocks, ...inline].flatMap((text) => callsInScript(path, text));
}

/** Every string at any depth of a document. */
function strings(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : [];
}

/** The calls in the scripts of a pipeline's file. */
export function callsInPipeline(path: string): readonly CommandLine[] {
  return yamlDocuments(readProjectFile(path))
    .flatMap(strings)
    .flatMap((text) => callsInScript(path, text));
}

const main = 'dist/cli/main.js';

/** A call of node with the program's file as its first argument. */
export function callOfNode(from: string, command: string): CommandLine {
  const words = shellWords(command.replaceAll('\\', '/'));
  const at = words.findIndex((word) => word.endsWith(main));
  if (at === -1) throw new Error(`${from} does not start ${main}`);
  return { from, words: words.slice(at + 1) };
}

export function systemdUnit(): IniFile {
  return parseIni(readProjectFile('deploy/systemd/scaleout-watch.service'));
}

/** The last JSON array after an instruction of deploy/Dockerfile. */
export function dockerfileArray(instruction: string): readonly string[] {
  const lines = readProjectFile('deploy/Dockerfile').split('\n');
  const found = lines.findLast((line) => line.startsWith(`${instruction} [`));
  return JSON.parse(found?.slice(instruction.length + 1) ?? 'null') as readonly string[];
}

interface ComposeCommand {
  readonly services: { readonly watch: { readonly command: readonly string[] } };
}
interface DeploymentArgs {
  readonly spec: {
    readonly template: { readonly spec: { readonly containers: readonly [{ readonly args: readonly string[] }] } };
  };
}

/** Every call of the program that anything in deploy/ makes, and the page about it. */
export function allCalls(): readonly CommandLine[] {
  const xml = readProjectFile('deploy/windows/scaleout-watch.xml');
  const [, argument = ''] = /-Argument '([^']*)'/.exec(readProjectFile('docs/running.md')) ?? [];
  return [
    ...callsInPage('docs/running.md'),
    ...callsInPipeline('deploy/pipelines/github-actions.yaml'),
    ...callsInPipeline('deploy/pipelines/azure-pipelines.yaml'),
    { from: 'deploy/Dockerfile', words: dockerfileArray('CMD') },
    { from: 'deploy/compose.yaml', words: readYaml<ComposeCommand>('deploy/compose.yaml').services.watch.command },
    {
      from: 'deploy/kubernetes/deployment.yaml',
      words: readYaml<DeploymentArgs>('deploy/kubernetes/deployment.yaml').spec.template.spec.containers[0].args,
    },
    callOfNode('deploy/systemd', systemdUnit().one('Service', 'ExecStart')),
    callOfNode('deploy/windows', /<arguments>(.*)<\/arguments>/.exec(xml)?.[1] ?? ''),
    callOfNode('the scheduled task', argument),
  ];
}
