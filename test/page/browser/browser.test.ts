import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BrowserContext } from 'playwright-core';
import { expect } from 'vitest';
import { axeFindings, test, watchOver } from './browser.js';

/** Pages under the policy of the real one: `/` holds this, `/script.js` does that. */
async function served(html = '', script = '') {
  const server = createServer(({ url }, response) => {
    const isScript = url === '/script.js';
    response.writeHead(url === '/missing' ? 404 : 200, {
      'Content-Type': isScript ? 'text/javascript' : 'text/html; charset=utf-8',
      'Content-Security-Policy': [
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'",
        "require-trusted-types-for 'script'; trusted-types 'none'",
      ].join('; '),
    });
    const body = `<main><h1>One</h1>${html}</main><script src="/script.js"></script>`;
    response.end(isScript ? script : `<!doctype html><html lang="en"><title>One</title><body>${body}</body></html>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const wrong: readonly {
  readonly what: string;
  readonly html?: string;
  readonly script?: string;
  readonly told: RegExp;
}[] = [
  {
    what: 'a script within the document',
    html: '<script>document.title = "two"</script>',
    told: /^CSP violation of script-src-elem: inline/,
  },
  {
    what: 'a style within the document',
    html: '<p style="color: red">a</p>',
    told: /^CSP violation of style-src-attr/,
  },
  {
    what: 'text as HTML',
    script: 'document.body.innerHTML = "<p>a</p>"',
    told: /^CSP violation of require-trusted-types-for/,
  },
  { what: 'an error', script: 'null.name', told: /^page error: .*null/ },
  { what: 'a promise that nobody waits for', script: 'Promise.reject(new Error("lost"))', told: /^page error: .*lost/ },
  { what: 'a complaint in the console', script: 'console.error("oh")', told: /^console error: oh/ },
  { what: 'a request that is refused', script: 'fetch("/missing")', told: /^console error: .*404/ },
  {
    what: 'another origin',
    html: '<a href="http://localhost:1/">a</a>',
    script: 'document.links[0].click()',
    told: /^request to http:\/\/localhost:1\//,
  },
];

test('whatever a page does wrong is told', async ({ browser, open }) => {
  // It also skips where there is no browser.
  await using well = await served('<p>well</p>', 'document.title = "Two"');
  expect(await axeFindings(await open(well.origin))).toEqual([]);
  await Promise.all(
    wrong.map(async ({ what, html, script, told }) => {
      await using place = await served(html, script);
      const context = await browser?.newContext();
      const problems: string[] = [];
      await watchOver(context as BrowserContext, [place.origin], (problem) => problems.push(problem));
      const page = await context?.newPage();
      await page?.goto(place.origin);
      await expect.poll(() => problems, { message: what }).toContainEqual(expect.stringMatching(told));
      await context?.close();
    }),
  );
});

test('axe judges a page whose policy forbids every script but its own', async ({ open }) => {
  await using place = await served('<button></button><p><font color="#bbbbbb">pale</font></p>');
  const found = await axeFindings(await open(place.origin));
  expect(found).toEqual([expect.stringMatching(/^button-name: /), expect.stringMatching(/^color-contrast: /)]);
});
