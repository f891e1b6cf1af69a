import type { AxeResults, RunOptions } from 'axe-core';
import axe from 'axe-core';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { test as base, expect } from 'vitest';
import { chromiumArguments, findChromium } from '../../../scripts/chromium.mjs';

/*
 * Tests of the page in a real browser: one browser for all tests of a worker, a context of its own for each test. A test fails
 * where a page breaks its own Content-Security-Policy, throws, complains in the console, or asks another origin for
 * anything, whatever else it looks at.
 */

const executablePath = findChromium();

export interface OpenOptions extends BrowserContextOptions {
  /** What the page may complain of here: a connection that the test cuts, say. */
  readonly allow?: readonly RegExp[];
  /** Further origins that it may ask: that of a login provider. */
  readonly origins?: readonly string[];
}

/** Opens an address in a context of its own; `path` below `origin`. */
export type OpenPage = (url: string, options?: OpenOptions) => Promise<Page>;

export const test = base
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern what a fixture needs.
  .extend('browser', { scope: 'worker' }, async ({}, { onCleanup }): Promise<Browser | undefined> => {
    if (executablePath === undefined) return undefined;
    const browser = await chromium.launch({ executablePath, args: [...chromiumArguments] });
    onCleanup(() => browser.close());
    return browser;
  })
  .extend('open', async ({ browser, skip }, { onCleanup }): Promise<OpenPage> => {
    if (browser === undefined)
      return skip('No Chromium is here: see CONTRIBUTING.md, or name one in SCALEOUT_TEST_CHROMIUM.');
    const problems: string[] = [];
    const contexts: BrowserContext[] = [];
    onCleanup(async () => {
      for (const context of contexts) await context.close();
      expect(problems, 'what the browser complained of').toEqual([]);
    });
    return async (url, { allow = [], origins = [], ...options } = {}) => {
      const context = await browser.newContext({ ignoreHTTPSErrors: true, locale: 'en-GB', ...options });
      contexts.push(context);
      await watchOver(context, [new URL(url).origin, ...origins], (problem) => {
        if (!allow.some((one) => one.test(problem))) problems.push(problem);
      });
      const page = await context.newPage();
      page.setDefaultTimeout(20_000);
      await page.goto(url);
      return page;
    };
  });

/** Tells each violation of a policy, each error, each complaint in the console, and each request to another than these origins. */
export async function watchOver(
  context: BrowserContext,
  origins: readonly string[],
  tell: (problem: string) => void,
): Promise<void> {
  context.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (!origins.includes(origin) && !['data:', 'blob:'].includes(protocol)) tell(`request to ${request.url()}`);
  });
  context.on('weberror', (error) => tell(`page error: ${error.error().stack ?? error.error().message}`));
  context.on('console', (message) => {
    const isComplaint = ['error', 'warning'].includes(message.type()) && !isCut.test(message.text());
    if (isComplaint) tell(`console ${message.type()}: ${message.text()} (${message.location().url})`);
  });
  context.on('page', (page) => page.on('crash', () => tell('the page crashed')));
  await context.exposeBinding('scaleoutViolation', (_source, violation: string) => tell(violation));
  await context.addInitScript(tellViolations);
}

/** A server that a test stops is no fault of the page: what the page makes of it is for the test to say. */
const isCut = /^Failed to load resource: net::ERR_(CONNECTION_|INCOMPLETE_|EMPTY_|NETWORK_|SOCKET_NOT_CONNECTED)/;

/** Runs in the page, before anything of it. */
function tellViolations(): void {
  const told = globalThis as unknown as { readonly scaleoutViolation: (violation: string) => void };
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample }) => {
    told.scaleoutViolation(`CSP violation of ${effectiveDirective}: ${blockedURI} ${sample}`);
  });
}

/** WCAG 2.2 AA, what came before it, and what axe calls good practice. */
const rules: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations'],
};

/** What axe finds in the page as it is now, a line each; empty: nothing. */
export async function axeFindings(page: Page): Promise<readonly string[]> {
  // The page's policy does not bind what the browser is told to run from outside.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate<AxeResults, RunOptions>(
    (options) => (globalThis as unknown as { readonly axe: typeof axe }).axe.run(document, options),
    rules,
  );
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.slice(0, 5).map(({ html, any }) => `${id}: ${help}: ${html.slice(0, 300)} ${any[0]?.message ?? ''}`),
  );
}
