// src/topology/yaml turns text into values that know their place in the file, within limits of depth and size. Its
// nodes are known here, and to src/topology/edit, which cuts at their places.

import { isScalar, type ParsedNode } from 'yaml';
import type { LocatedValue } from '../secrets.js';
import { indicatorLimit, indicatorsExceed, type SourceText } from '../source-text.js';
import { type Composed, composeValue, placeOf, syntaxProblem, type TextProblem, tooDeep } from './compose-value.js';
import { withCauses } from './unseen-causes.js';

/** After so many broken lines there is no more to learn. */
const mostShown = 20;

export interface ParsedYaml extends LocatedValue {
  /** What is wrong with the YAML itself; where there is anything, the value is not to be used. */
  readonly problems: readonly TextProblem[];
}

/** Parses one YAML 1.2 document of the core schema: no merge keys, no tags of its own, each key once in a block. */
export function parseYaml(source: SourceText): ParsedYaml {
  const { text, file } = source;
  const document = source.document();
  if (document === undefined && !indicatorsExceed(text)) {
    return unusable(source, [{ code: 'topology.yaml-syntax', detail: tooDeep }]);
  }
  if (document === undefined) {
    const detail = `${file} holds more than ${indicatorLimit.toLocaleString('en')} lines and punctuation marks.`;
    return unusable(source, [{ code: 'topology.file-too-large', detail }]);
  }
  const lastSeen = text.trimEnd().length;
  const wrong = [...document.errors, ...document.warnings].map((error) => syntaxProblem(error, document, lastSeen));
  if (wrong.length > 0) return unusable(source, withCauses(withoutConsequences(wrong, source), source));
  const { contents } = document;
  if (contents === null || isNothing(contents, text)) {
    return unusable(source, [{ code: 'topology.empty', detail: `${file} has no content.` }]);
  }
  return located(source, contents, composeValue(contents, source));
}

function located(source: SourceText, contents: ParsedNode, composed: Composed): ParsedYaml {
  const range = (node: ParsedNode) => source.range(node.range[0], node.range[1]);
  return {
    root: composed.root,
    problems: composed.problems,
    valueRange: (path) => range(placeOf(contents, path, composed.aliases).value),
    keyRange: (path) => {
      const { key, value } = placeOf(contents, path, composed.aliases);
      return range(key ?? value);
    },
  };
}

function unusable(source: SourceText, problems: readonly TextProblem[]): ParsedYaml {
  const beginning = () => source.range(0, 0);
  return { root: undefined, problems, valueRange: beginning, keyRange: beginning };
}

/** An empty document has one node: nothing, written with no character. */
function isNothing(node: ParsedNode, text: string): boolean {
  return isScalar(node) && node.value === null && text.slice(node.range[0], node.range[1]).trim() === '';
}

/** The first mistake of each line, for the library stumbles several times over one; and none after what swallows the rest. */
function withoutConsequences(problems: readonly TextProblem[], source: SourceText): readonly TextProblem[] {
  const end = problems.find(({ swallowsRest }) => swallowsRest)?.start ?? Number.POSITIVE_INFINITY;
  const ofLine = new Map<number, TextProblem>();
  for (const problem of problems) {
    const { start = 0 } = problem;
    const { line } = source.range(start, start).start;
    if (start <= end && !ofLine.has(line)) ofLine.set(line, problem);
    if (ofLine.size === mostShown) break;
  }
  return [...ofLine.values()];
}
