import { type Document, parseDocument } from 'yaml';
import { indicatorsExceed } from './indicator-limit.js';

/**
 * Parses one YAML 1.2 document of the core schema: no merge keys, no tags of its own. Undefined where the text has so much
 * punctuation that parsing it would take gigabytes, or is nested so deeply that the parser's stack does not hold it. What is
 * wrong with the YAML otherwise is in `errors` and `warnings`.
 */
export function yamlDocument(text: string): Document.Parsed | undefined {
  if (indicatorsExceed(text)) return undefined;
  try {
    return parse(text);
  } catch (error) {
    // The library counts how deep brackets are, and not how deep `- - -` or `? ? ?` is.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function parse(text: string): Document.Parsed {
  return parseDocument(text, {
    schema: 'core',
    version: '1.2',
    merge: false,
    resolveKnownTags: false,
    stringKeys: true,
    // The library compares each key with each other one: hours for a large block. composeValue looks them up.
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'error',
  });
}
