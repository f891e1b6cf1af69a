import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/**
 * The modules of a folder and all that they import for values, however far away: by path, with the module that led there
 * (undefined: it is of the folder). What is imported for its types alone does not run, and does not count.
 */
export function valueClosure(folder: string): ReadonlyMap<string, string | undefined> {
  const reached = new Map<string, string | undefined>();
  const open = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
    .map((file) => relative(root, join(folder, file)));
  for (const file of open) reached.set(file, undefined);
  for (let file = open.shift(); file !== undefined; file = open.shift()) {
    for (const imported of valueImports(file)) {
      if (reached.has(imported)) continue;
      reached.set(imported, file);
      open.push(imported);
    }
  }
  return reached;
}

/** How a module was reached, from the folder's own on. */
export function chainTo(file: string, reached: ReadonlyMap<string, string | undefined>): string {
  const chain: string[] = [];
  for (let at: string | undefined = file; at !== undefined; at = reached.get(at)) chain.unshift(at);
  return chain.join(' > ');
}

const statement = /^(?:import|export)\s+(?!type\s)(?:([^;'"]*?)\s+from\s+)?'(\.[^']+)'|import\('(\.[^']+)'\)/gm;

function valueImports(file: string): readonly string[] {
  return [...readFileSync(join(root, file), 'utf8').matchAll(statement)].flatMap(([, names = '', from, called]) => {
    const onlyTypes = /^\{(\s*type\s+[^,}]+,?)+\s*\}$/.test(names);
    const target = from ?? called ?? '';
    return onlyTypes ? [] : [join(dirname(file), target).replace(/\.js$/, '.ts')];
  });
}
