import { describe, expect, it } from 'vitest';
import { head, read } from '../read.js';

/** What is said of one worker's settings, apart from the note that they are not managed yet. */
function warnings(settings: string) {
  const { topology, diagnostics } = read(
    `${head}workers: [{ machine: ETL01, settings: ${settings} }]\naccess: { transport: ssh }\n`,
  );
  expect(topology).toBeDefined();
  return diagnostics.map(({ severity, detail }) => `${severity}: ${detail}`);
}

describe('a key of WorkerSettings.config', () => {
  it('that looks misspelt is a warning, and the topology is valid', () => {
    expect(warnings('{ MaxTaskCnt: 8 }')).toEqual([
      'warning: WorkerSettings.config has no known key MaxTaskCnt; did you mean MaxTaskCount?',
    ]);
  });

  it('in either spelling is as good', () => {
    expect(warnings('{ HeartbeatErrorTollerance: "00:10:00", LeaseInternval: "00:01:00" }')).toEqual([]);
  });

  it('that is not known at all is let through', () => {
    expect(warnings('{ SomethingOfLaterVersions: true }')).toEqual([]);
  });

  it.each(['WorkerHttpsCertThumbprint', 'workerhttpscertthumbprint', 'MasterHttpsCertThumbprint'])(
    'that says which certificate is used (%s) is refused: a machine’s config stands for what it names',
    (key) => {
      const { codes, details, topology } = read(
        `${head}workers: [{ machine: ETL01, settings: { ${key}: "${'0A'.repeat(20)}" } }]\naccess: { transport: ssh }\n`,
      );
      expect(topology).toBeUndefined();
      expect(codes).toEqual(['topology.wrong-value']);
      expect(details).toEqual([`${key} is no setting: which certificates are used is not said here.`]);
    },
  );

  describe('with two spellings', () => {
    const problems = (worker: string) => {
      const { codes, details } = read(`${head}workers: [{ machine: ETL01, ${worker} }]\naccess: { transport: ssh }\n`);
      return codes.map((code, at) => `${code}: ${details[at]}`);
    };

    it.each([
      'settings: { LeaseInternval: "00:01:00" }, settingsAsWritten: [LeaseInternval]',
      'settings: { LeaseInterval: "00:01:00", LeaseInternval: "00:01:00" }, settingsAsWritten: [LeaseInternval, LeaseInterval]',
    ])('may be said as it shall be written: %s', (worker) => {
      expect(problems(worker)).toEqual([]);
    });

    it.each([
      'settings: { LeaseInterval: "00:01:00", LeaseInternval: "00:02:00" }',
      'settings: { LeaseInterval: "00:01:00", LeaseInternval: "00:02:00" }, settingsAsWritten: [LeaseInternval]',
    ])('stands in settings once: %s', (worker) => {
      expect(problems(worker)).toEqual([
        'topology.wrong-value: LeaseInterval and LeaseInternval are two spellings of one key.',
      ]);
    });

    it('is named as it is spelled in settings', () => {
      expect(problems('settings: { LeaseInternval: "00:01:00" }, settingsAsWritten: [LeaseInterval]')).toEqual([
        expect.stringMatching(
          /^topology.wrong-value: settingsAsWritten names LeaseInterval, and settings of this worker/,
        ),
      ]);
    });

    it('is said of settings, not of nothing', () => {
      expect(problems('settingsAsWritten: [LeaseInterval]')).toHaveLength(1);
      expect(problems('settingsAsWritten: []')).toHaveLength(1);
    });
  });
});
