import { type Diagnostic, diagnostic } from '../errors/diagnostic.js';
import { findProblems } from './find-problems.js';
import { readPlainWorkers } from './plain-workers.js';
import type { Problem } from './problem.js';
import type { LocatedValue } from './raw-value.js';
import { type FileContent, isFileContent } from './schema-problems.js';
import type { SourceText } from './source-text.js';
import { parseYaml } from './yaml/parse-yaml.js';
import type { TextProblem } from './yaml/syntax-problem.js';

/** What the text of a file says, before the files that it names are read. */
export interface ReadTopology {
  /** Absent exactly where one of the diagnostics is an error. */
  readonly content?: FileContent;
  /** Absent where the text is so broken that nothing in it can be judged. */
  readonly located?: LocatedValue;
  /** In the order of the file. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads the text of a topology file. */
export function readTopology(source: SourceText): ReadTopology {
  const plain = readPlainWorkers(source);
  if (plain !== undefined && isFileContent(plain.root) && findProblems(plain.root).length === 0) {
    return { content: plain.root, located: plain, diagnostics: [] };
  }

  const yaml = parseYaml(source);
  const ofText = yaml.problems.map((problem) => textDiagnostic(problem, source));
  // Broken YAML says nothing reliable. After keys that stand twice the rest can still be judged.
  const isJudged = yaml.problems.every(({ code }) => code === 'topology.duplicate-key');
  if (!isJudged) return { diagnostics: inOrder(ofText) };
  const diagnostics = inOrder([...ofText, ...locate(findProblems(yaml.root), yaml)]);
  if (hasError(diagnostics) || !isFileContent(yaml.root)) return { located: yaml, diagnostics };
  return { content: yaml.root, located: yaml, diagnostics };
}

export function hasError(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === 'error');
}

/** Problems with their places in the text. */
export function locate(problems: readonly Problem[], located: LocatedValue): readonly Diagnostic[] {
  return problems.map(({ code, detail, severity, remedy, path, at }) =>
    diagnostic(code, detail, {
      ...(severity === undefined ? {} : { severity }),
      ...(remedy === undefined ? {} : { remedy }),
      range: at === 'key' ? located.keyRange(path) : located.valueRange(path),
    }),
  );
}

/** In the order of the file. */
export function inOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.toSorted((one, other) => {
    const a = one.range?.start;
    const b = other.range?.start;
    return (a?.line ?? 0) - (b?.line ?? 0) || (a?.column ?? 0) - (b?.column ?? 0);
  });
}

/** After so many problems there is no more to learn; a person reads a few. */
const mostShown = 100;

/** The first of them, errors before all else, and of more than a hundred a last one that says how many there are besides. */
export function limited(diagnostics: readonly Diagnostic[]): {
  readonly diagnostics: readonly Diagnostic[];
  /** Errors that are not among them. */
  readonly unshownErrors: number;
} {
  if (diagnostics.length <= mostShown) return { diagnostics, unshownErrors: 0 };
  const isError = ({ severity }: Diagnostic) => severity === 'error';
  const shown = new Set(
    [...diagnostics.filter(isError), ...diagnostics.filter((one) => !isError(one))].slice(0, mostShown),
  );
  const rest = diagnostics.filter((one) => !shown.has(one));
  const unshownErrors = rest.filter(isError).length;
  const detail = `And ${rest.length.toLocaleString('en')} more.`;
  const more = diagnostic('topology.more-problems', detail, { severity: unshownErrors > 0 ? 'error' : 'warning' });
  return { diagnostics: [...diagnostics.filter((one) => shown.has(one)), more], unshownErrors };
}

function textDiagnostic({ code, detail, remedy, start, end }: TextProblem, source: SourceText): Diagnostic {
  return diagnostic(code, detail, {
    ...(remedy === undefined ? {} : { remedy }),
    range: start === undefined ? undefined : source.range(start, end ?? start),
  });
}
