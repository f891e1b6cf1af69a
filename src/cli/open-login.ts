import type { Attempts } from '../http/attempts.js';
import { type LoadedLogin, type LoginSettings, loadLoginFile } from '../page/login/login-file.js';
import { type LoginParts, openLogin } from '../page/login/open-login.js';
import type { OpenLogin } from '../page/login/viewer.js';
import type { Secret } from '../providers/secret.js';
import { sourceDiagnosticText } from '../topology/source-text.js';
import { FileRefused } from './run-command.js';
import { logTo, type Terminal } from './terminal.js';
import { secretSources } from './world/open-world.js';

/** What a login file says; undefined where none is named. A file with errors ends the command, each of them shown at its place. */
export async function loginSettings(file: string | undefined): Promise<LoginSettings | undefined> {
  if (file === undefined) return undefined;
  const loaded = await loadLoginFile(file);
  const [first] = loaded.diagnostics;
  if (loaded.settings !== undefined || first === undefined) return loaded.settings;
  throw new FileRefused(first, loaded.diagnostics, (screen) => shownProblems(loaded, screen));
}

function shownProblems({ diagnostics, source }: LoadedLogin, screen: Terminal['screen']['err']): string {
  return diagnostics.map((found) => `${sourceDiagnosticText(found, source, screen)}\n`).join('\n');
}

/** The login of a command that serves the page; `monitoring` is the token of --token-file, where there is one. */
export function openLoginFor(
  settings: LoginSettings | undefined,
  monitoring: (() => Promise<Secret>) | undefined,
  { terminal, attempts }: { readonly terminal: Terminal; readonly attempts: Attempts | undefined },
): Promise<OpenLogin> {
  const parts: LoginParts = {
    settings,
    monitoring,
    secrets: secretSources(terminal),
    now: Date.now,
    ...(attempts === undefined ? {} : { attempts }),
    log: logTo(terminal.err, terminal.logLevel),
  };
  return openLogin(parts);
}
