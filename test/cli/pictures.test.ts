import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ansiSvg } from '../../scripts/ansi-svg.mjs';
import { project, readProjectFile } from '../deploy/deploy-files.js';

test('the pictures of the pages are what the program prints today', () => {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/pictures.mjs', '--check'], {
    cwd: project,
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

test('a picture keeps each piece at its column, in its colour, and nothing of the text is markup', () => {
  const esc = '\u001B';
  const svg = ansiSvg(`a  ${esc}[32m<b>${esc}[39m & "c"\n\n`, { title: 'x < y', columns: 20 });
  expect(svg).toContain(
    '<text y="30"><tspan x="16.0" textLength="8.4">a</tspan><tspan x="41.2" textLength="25.2" class="green">&lt;b&gt;</tspan>' +
      '<tspan x="74.8" textLength="42.0">&amp; &quot;c&quot;</tspan></text>',
  );
  expect(svg).toContain('<title>x &lt; y</title>');
  expect(() => ansiSvg(`${esc}[7mx`, { title: '', columns: 1 })).toThrow('no colour for SGR 7');
});

test('the page of rehearsals shows what one draws', () => {
  expect(readProjectFile('docs/rehearse.md')).toContain('](pictures/rehearse.svg)');
  expect(readFileSync(`${project}/docs/pictures/rehearse.svg`, 'utf8')).toContain('Nothing was changed.');
});

test('the README shows what plan and status print', () => {
  const shown = [...readProjectFile('README.md').matchAll(/!\[[^\]]+\]\((docs\/pictures\/[\w-]+\.svg)\)/g)];
  expect(shown.map(([, path]) => path)).toEqual(['docs/pictures/plan.svg', 'docs/pictures/status.svg']);
  for (const [, path = ''] of shown)
    expect(readFileSync(`${project}/${path}`, 'utf8')).toContain('prefers-color-scheme');
});

test('each picture of the page that a page shows is there, and they are small', () => {
  const named = (page: string) =>
    [...readProjectFile(page).matchAll(/pictures\/page\/([\w-]+\.png)/g)].map(([, name = '']) => name);
  const folder = `${project}/docs/pictures/page`;
  const files = readdirSync(folder);
  const shown = [...named('docs/page.md'), ...named('README.md')];
  expect(shown.filter((name) => !files.includes(name))).toEqual([]);
  const sizes = files.map((name) => statSync(`${folder}/${name}`).size);
  expect(Math.max(...sizes)).toBeLessThan(150_000);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(1_500_000);
});
