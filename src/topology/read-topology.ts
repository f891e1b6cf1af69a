import { type Diagnostic, diagnostic } from '../diagnostic.js';
import { buildTopology } from './build-topology.js';
import { findProblems } from './find-problems.js';
import { readPlainWorkers } from './plain/read-plain-workers.js';
import type { Problem } from './problem.js';
import { isFileContent } from './schema/validate.js';
import type { SourceText } from './source-text.js';
import type { Topology } from './topology.js';
import type { Folders } from './values/resolve-file.js';
import { type ParsedYaml, parseYaml } from './yaml/parse-yaml.js';
import type { TextProblem } from './yaml/text-problem.js';

interface ReadTopology {
  readonly topology?: Topology;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads the text of a topology file; `sha256` is that of its bytes. */
export function readTopology(source: SourceText, sha256: string, folders: Folders): ReadTopology {
  const place = { file: source.file, sha256 };
  const plain = readPlainWorkers(source);
  if (plain !== undefined && isFileContent(plain.root) && findProblems(plain.root).length === 0) {
    return { topology: buildTopology(plain.root, plain, folders, place), diagnostics: [] };
  }

  const yaml = parseYaml(source);
  const ofText = yaml.problems.map((problem) => textDiagnostic(problem, source));
  // Broken YAML says nothing reliable. After keys that stand twice the rest can still be judged.
  const isJudged = yaml.problems.every(({ code }) => code === 'topology.duplicate-key');
  const problems = isJudged ? findProblems(yaml.root) : [];
  const diagnostics = [...ofText, ...problems.map((problem) => located(problem, yaml))].sort(byPlace);
  if (diagnostics.some(({ severity }) => severity === 'error') || !isFileContent(yaml.root)) return { diagnostics };
  return { topology: buildTopology(yaml.root, yaml, folders, place), diagnostics };
}

function textDiagnostic({ code, detail, remedy, start, end }: TextProblem, source: SourceText): Diagnostic {
  return diagnostic(code, detail, {
    ...(remedy === undefined ? {} : { remedy }),
    range: start === undefined ? undefined : source.range(start, end ?? start),
  });
}

function located({ code, detail, severity, remedy, path, at }: Problem, yaml: ParsedYaml): Diagnostic {
  return diagnostic(code, detail, {
    ...(severity === undefined ? {} : { severity }),
    ...(remedy === undefined ? {} : { remedy }),
    range: at === 'key' ? yaml.keyRange(path) : yaml.valueRange(path),
  });
}

function byPlace(one: Diagnostic, other: Diagnostic): number {
  const a = one.range?.start;
  const b = other.range?.start;
  return (a?.line ?? 0) - (b?.line ?? 0) || (a?.column ?? 0) - (b?.column ?? 0);
}
