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

  it('in the odd spelling of older versions is as good', () => {
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
});
