import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseAllDocuments } from 'yaml';

/** The repository's folder. */
export const project = fileURLToPath(new URL('../..', import.meta.url));

export function readProjectFile(path: string): string {
  return readFileSync(join(project, path), 'utf8');
}

/** The files beneath deploy/, as paths from the repository's folder. */
export function deployFiles(): readonly string[] {
  return readdirSync(join(project, 'deploy'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(project.length).replaceAll('\\', '/'))
    .sort();
}

/** The documents of a YAML text; throws for an error and for a warning. */
export function yamlDocuments(text: string): readonly unknown[] {
  return parseAllDocuments(text, { strict: true, uniqueKeys: true }).map((document) => {
    const [trouble] = [...document.errors, ...document.warnings];
    if (trouble !== undefined) throw trouble;
    return document.toJS() as unknown;
  });
}

/** The one document of a YAML file of the repository, as the type that a test knows it to be. */
export function readYaml<T>(path: string): T {
  const documents = yamlDocuments(readProjectFile(path));
  if (documents.length !== 1) throw new Error(`${path} has ${documents.length} documents`);
  return documents[0] as T;
}
