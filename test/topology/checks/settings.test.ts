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

/** What is read of a topology that these settings of one worker make wrong. */
const refused = (settings: string) =>
  read(`${head}workers: [{ machine: ETL01, settings: ${settings} }]\naccess: { transport: ssh }\n`);

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

  it('that is spelled in another case is the same key: its value is checked all the same', () => {
    expect(warnings('{ maxtaskcount: 8 }')).toEqual([
      'warning: WorkerSettings.config spells the key maxtaskcount MaxTaskCount.',
    ]);
    const { topology, details } = refused('{ maxtaskcount: none }');
    expect(topology).toBeUndefined();
    expect(details).toContain('settings.maxtaskcount of worker ETL01 must be a whole number, at least 1.');
  });

  describe('that one slip of the pen makes of a known one', () => {
    it.each([
      ['MaxTaskCoun', 'MaxTaskCount'],
      ['MaxTaskCounts', 'MaxTaskCount'],
      ['MaxTaskCaunt', 'MaxTaskCount'],
      ['MaxTaskCuont', 'MaxTaskCount'],
      ['maxTaskCont', 'MaxTaskCount'],
      ['HeartbeatErorTollerance', 'HeartbeatErrorTollerance'],
      ['LeaseIntervall', 'LeaseInterval'],
      ['TaskLogLevels', 'TaskLogLevel'],
    ])('is an error, at its line: %s', (key, known) => {
      const { topology, diagnostics, shown } = refused(`{ ${key}: 8 }`);
      expect(topology).toBeUndefined();
      expect(diagnostics).toHaveLength(1);
      const said = `${key}; did you mean ${known}? [topology.unknown-key]`;
      const wayOut = `Where your version of SQL Server really has the key ${key}, name it in settingsAsWritten of the worker.`;
      expect(shown.split('\n')).toEqual([
        `topology.yaml:5:41: error: WorkerSettings.config has no known key ${said}`,
        `    5 | workers: [{ machine: ETL01, settings: { ${key}: *** } }]`,
        `      | ${' '.repeat(40)}${'^'.repeat(key.length)}`,
        `  What to do: Write ${known}. ${wayOut}`,
      ]);
    });

    it('is let through where settingsAsWritten says that it is meant', () => {
      const text = `${head}workers: [{ machine: ETL01, settings: { MaxTaskCounts: 8 }, settingsAsWritten: [MaxTaskCounts] }]\naccess: { transport: ssh }\n`;
      const { topology, codes } = read(text);
      expect(codes).toEqual([]);
      expect(topology?.workers[0]).toMatchObject({
        settings: { MaxTaskCounts: 8 },
        settingsAsWritten: ['MaxTaskCounts'],
      });
    });
  });

  describe('that another part of the topology says', () => {
    it.each([
      [
        'AgentId',
        'a worker makes its id by itself, and with another one it is another worker.',
        /^Remove it\. The key machine says/,
      ],
      ['MasterEndpoint', 'the address of the master is said once for all workers.', /master\.endpoint/],
      ['WorkerHttpsCertThumbprint', 'which certificates are used is not said here.', /with the key certificate/],
      ['MasterHttpsCertThumbprint', 'which certificates are used is not said here.', /the master's own certificate/],
      ['SSLCertThumbprint', 'which certificates are used is not said here.', /The key certificate of the worker says/],
      [
        'StoreLocation',
        'certificates are in the store LocalMachine\\My, which is not said here.',
        /The key certificate of the worker says/,
      ],
      [
        'StoreName',
        'certificates are in the store LocalMachine\\My, which is not said here.',
        /The key certificate of the worker says/,
      ],
    ])('is refused, with the key that says it: %s', (key, why, remedy) => {
      const { topology, codes, diagnostics } = refused(`{ ${key}: "x" }`);
      expect(topology).toBeUndefined();
      expect(codes).toEqual(['topology.wrong-value']);
      expect(diagnostics[0]).toMatchObject({
        severity: 'error',
        detail: `${key} is no setting: ${why}`,
        remedy: expect.stringMatching(remedy),
        range: { start: { line: 5, column: 41 } },
      });
    });

    it.each([
      'agentid',
      'AGENT_ID',
      'Agent-Id',
      '"Agent Id"',
      '"\\u200BAgentId"',
      'AgentıD',
      'masterendpoint',
      'Master.Endpoint',
      'workerhttpscertthumbprint',
      'Thumbprint',
      'storename',
      'store_location',
    ])('is refused in any spelling: %s', (key) => {
      const { topology, codes } = refused(`{ ${key}: "x" }`);
      expect([topology, codes]).toEqual([undefined, ['topology.wrong-value']]);
    });

    it('is not let through by settingsAsWritten', () => {
      const { topology } = read(
        `${head}workers: [{ machine: ETL01, settings: { AgentId: x }, settingsAsWritten: [AgentId] }]\naccess: { transport: ssh }\n`,
      );
      expect(topology).toBeUndefined();
    });

    it('is refused one slip away from it too, and there settingsAsWritten is the way out', () => {
      const { topology, diagnostics } = refused('{ StoreNames: x }');
      expect(topology).toBeUndefined();
      expect(diagnostics[0]?.detail).toMatch(/^StoreNames is no setting \(it looks like StoreName\): /);
      expect(diagnostics[0]?.remedy).toMatch(/really has the key StoreNames, name it in settingsAsWritten/);
      const meant = `${head}workers: [{ machine: ETL01, settings: { StoreNames: x }, settingsAsWritten: [StoreNames] }]\naccess: { transport: ssh }\n`;
      expect(read(meant).codes).toEqual([]);
    });

    it.each(['none', 'manual'])('is refused too where the machine is not looked at: transport %s', (transport) => {
      const { topology } = read(
        `${head}workers: [{ machine: ETL01, settings: { AgentId: x } }]\naccess: { transport: ${transport} }\n`,
      );
      expect(topology).toBeUndefined();
    });
  });

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

    it('differs in more than case, which a config does not tell apart', () => {
      const worker = 'settings: { MaxTaskCount: 8, maxtaskcount: 4 }, settingsAsWritten: [MaxTaskCount, maxtaskcount]';
      expect(problems(worker)).toEqual([
        'topology.wrong-value: MaxTaskCount and maxtaskcount are two spellings of one key.',
      ]);
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
