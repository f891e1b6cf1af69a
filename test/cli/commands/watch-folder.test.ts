import { mkdir, writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { describe, expect, test } from 'vitest';
import { lacking } from '../../support/posix.js';
import { finished, runCli, startCli, temporaryFolder } from '../../support/run-cli.js';
import { until } from '../../support/until.js';

describe('a folder without a topology', () => {
  test('is told as an error by a watch of one run: 3', async () => {
    await using place = await temporaryFolder();
    await mkdir(place.file('topologies'));
    const { code, out, err } = await runCli(['watch', '--once', 'topologies'], { cwd: place.path });
    expect(code).toBe(3);
    expect(JSON.parse(out)).toMatchObject({
      level: 'warn',
      event: 'folder_empty',
      folder: 'topologies',
      goesOn: false,
    });
    expect(err).toContain('[watch.nothing-to-watch]');
  });

  test.skipIf(lacking.signals)('is waited for, and the log says so, and where it listens', async () => {
    await using place = await temporaryFolder();
    await mkdir(place.file('topologies'));
    const words = ['watch', 'topologies', '--listen', '127.0.0.1:0'];
    const child = startCli(words, { cwd: place.path });
    const ended = finished(child);
    try {
      const lines: { readonly event: string; readonly msg: string; readonly url?: string }[] = [];
      createInterface({ input: child.stdout }).on('line', (line) => lines.push(JSON.parse(line)));
      await until('it is told', () => lines.some(({ event }) => event === 'folder_empty'), 20_000);
      expect(lines.map(({ event }) => event)).toEqual(['http_started', 'folder_empty']);
      const [listening, empty] = lines;
      expect(listening?.msg).toBe(`http server started at ${listening?.url}: the page, health, status and metrics`);
      expect(empty?.msg).toMatch(/^nothing to watch: topologies has no \*\.yaml or \*\.yml; one that comes is watched/);
      expect((await fetch(`${listening?.url}/readyz`)).status).toBe(503);
      // One that comes is watched: it says at which line it is bad.
      await writeFile(
        place.file('topologies/a.yaml'),
        'apiVersion: ssis-scaleout/v1\nname: a\ncatalog: { srver: S }\n',
      );
      await until(
        'its line',
        () => lines.some(({ msg }) => /a\.yaml:3:12: .* did you mean server\?/.test(msg)),
        20_000,
      );
      child.kill('SIGTERM');
      expect(await ended).toMatchObject({ code: 0 });
    } finally {
      child.kill('SIGKILL');
      await ended;
    }
  });
});
