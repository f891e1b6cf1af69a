import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

const entry = `
export { program } from './src/cli/program.js';
export { commandsBelow, described, sharedOptions } from './src/cli/help/described.js';
export { version } from './src/version.js';
export * as worlds from './packages/sandbox/src/model/ways.js';
`;

/** What is only loaded when a command runs: here none does. */
const commandsApart = {
  name: 'commands-apart',
  setup({ onResolve }) {
    onResolve({ filter: /./ }, ({ kind, path }) => (kind === 'dynamic-import' ? { path, external: true } : undefined));
  },
};

/**
 * The program and its commands as src/cli/help describes them, from the sources: { program, commands, version, common },
 * where `common` are the options that each command has, which are left out of the commands.
 */
export async function describedProgram() {
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: root, loader: 'ts' },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    // Beside this file lies the same package.json above.
    define: { 'import.meta.url': JSON.stringify(import.meta.url) },
    plugins: [commandsApart],
    banner: {
      js: `import { createRequire } from 'node:module'; const require = createRequire(${JSON.stringify(import.meta.url)});`,
    },
    logLevel: 'warning',
  });
  const module = `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`;
  const { program, commandsBelow, described, sharedOptions, version, worlds } = await import(module);
  const nowhere = () => {};
  const screen = { columns: 80 };
  const commander = program({
    terminal: { out: nowhere, err: nowhere, screen: { out: screen, err: screen } },
    run: () => nowhere,
    worlds,
  });
  const commands = commandsBelow(commander).map(described);
  const own = commands.map((command) => ({
    ...command,
    lists: command.lists.filter(({ title }) => title !== sharedOptions),
  }));
  const { rows: common } = commands[0].lists.find(({ title }) => title === sharedOptions);
  return { program: described(commander), commands: own, version, common };
}
