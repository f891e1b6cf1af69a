import { expect, test } from 'vitest';
import { type Fact, type FactValue, fact } from '../../src/facts/fact.js';
import type { Check } from '../../src/report/check.js';
import { configChecks } from '../../src/report/checks-config.js';
import { windowsChecks } from '../../src/report/checks-windows.js';
import type { Found } from '../../src/report/found.js';
import { reportVocabulary } from '../../src/report/known-names.js';
import { createNames } from '../../src/report/names.js';
import { farm, reportOn } from './reported.js';

const names = createNames(reportVocabulary());

function stated(id: string, value: FactValue): Fact {
  return fact({ id, says: 'It holds.', value, source: 'a test', standing: 'inferred', otherwise: 'It does not.' });
}

/** Verdict and words of each place. */
function looks(check: Check | undefined, found: Found): readonly string[] {
  if (check === undefined || 'cannot' in check) throw new Error('no look');
  return check
    .look(found)
    .map(({ look }) => `${look.verdict}: ${(look.verdict === 'not seen' ? look.why : look.found)(names)}`);
}

const odd = reportOn(farm, {
  changes: {
    ETL02: {
      worker: { config: '<configuration><Password>planted</Password></configuration>', configEncoding: 'utf8' },
    },
  },
});

test('a config in another form is otherwise, with its form and without its values', async () => {
  const { found } = await odd;
  const shown = looks(
    configChecks['config.files']?.(stated('config.files', ['MasterSettings.config', 'WorkerSettings.config'])),
    found,
  );
  expect(shown[1]).toMatch(/^as expected: WorkerSettings.config, JSON/);
  expect(shown[2]).toBe('otherwise: WorkerSettings.config, XML, utf-8 without byte order mark, line ends none');
});

test('a key is told by its kind; where the form is another one it is not looked for', async () => {
  const { found } = await odd;
  const shown = looks(configChecks['task.report']?.(stated('task.report', 10)), found);
  expect(shown).toEqual(['as expected: TaskHeartbeatInterval: a time span', 'not seen: the file is XML']);
  const tolerance = looks(
    configChecks['config.heartbeat-tolerance']?.(stated('config.heartbeat-tolerance', ['Other', 'Another'])),
    found,
  );
  expect(tolerance[0]).toBe('otherwise: none of them');
});

test('logs in another folder are otherwise', async () => {
  const { found } = await odd;
  const roles = (value: readonly string[]) => looks(configChecks['log.roles']?.(stated('log.roles', value)), found);
  expect(roles(['Master', 'Agent']).map((look) => look.split(':')[0])).toEqual([
    'as expected',
    'as expected',
    'as expected',
  ]);
  expect(roles(['Master', 'Worker']).map((look) => look.split(':')[0])).toEqual([
    'as expected',
    'otherwise',
    'otherwise',
  ]);
});

test('a language mode that runs no script is otherwise', async () => {
  const { found } = await odd;
  const check = windowsChecks['powershell.full-language']?.(stated('powershell.full-language', 'ConstrainedLanguage'));
  expect(looks(check, found)[0]).toBe('otherwise: FullLanguage');
});
