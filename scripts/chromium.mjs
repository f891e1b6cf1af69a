// The browser that the tests of the page, bench/page.mjs and scripts/page-pictures.mjs look through: one that is installed here, for
// none is downloaded.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Where it is usually installed, beside PATH. */
function usualPlaces(env) {
  if (process.platform === 'darwin')
    return ['Google Chrome', 'Chromium'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
  if (process.platform === 'win32') {
    const roots = [env.ProgramFiles, env['ProgramFiles(x86)'], env.LOCALAPPDATA].filter((root) => root !== undefined);
    const below = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'];
    return below.flatMap((path) => roots.map((root) => join(root, path)));
  }
  return names.map((name) => join('/usr/bin', name));
}

/** The path of the browser: that of SCALEOUT_TEST_CHROMIUM, else the first one that is found; undefined: there is none. */
export function findChromium(env = process.env) {
  const named = env.SCALEOUT_TEST_CHROMIUM;
  if (named !== undefined && named !== '') return named;
  const ofPath = (env.PATH ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  return [...usualPlaces(env), ...(process.platform === 'win32' ? [] : ofPath)].find(isProgram);
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** It finds no other machine than this one, whatever a page, an extension or the browser itself asks for. */
export const chromiumArguments = ['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost'];
