import { numberField, textField } from '../rows/fields.js';
import type { Login } from '../security/login.js';
import type { Row, Store } from '../store.js';
import { readsProject } from '../views/projects.js';

export interface FoundPackage {
  readonly project: Row;
  readonly package: Row;
}

/** A package by the names of its folder and project, where the login may see it. Names compare without case. */
export function findPackage(
  store: Store,
  login: Login | undefined,
  folder: string,
  project: string,
  name: string,
): FoundPackage | undefined {
  for (const row of store.rows('packages').values()) {
    if (!same(textField(row, 'name'), name)) continue;
    const itsProject = store.get('projects', String(numberField(row, 'projectId') ?? ''));
    const itsFolder = itsProject && store.get('folders', String(numberField(itsProject, 'folderId') ?? ''));
    if (!itsFolder || !same(textField(itsProject, 'name'), project) || !same(textField(itsFolder, 'name'), folder))
      continue;
    if (readsProject(itsProject, store, login)) return { project: itsProject, package: row };
  }
  return undefined;
}

function same(one: string | null, other: string): boolean {
  return one !== null && one.toUpperCase() === other.trimEnd().toUpperCase();
}
