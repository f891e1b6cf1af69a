import { randomUUID } from 'node:crypto';
import { type ApplyRecorder, applyRecorder } from '../history/apply-recorder.js';
import { readGitRevision } from '../history/read-git-revision.js';
import { whoAmI } from '../history/who-am-i.js';
import type { Topology } from '../topology/topology.js';
import { version } from '../version.js';
import type { ApplyCommandOptions } from './apply-options.js';

type Recorded = Pick<
  ApplyCommandOptions,
  'yes' | 'allowDestructive' | 'target' | 'exclude' | 'sandbox' | 'planFile'
> & {
  /** Where a watch makes it by itself. */
  readonly watch?: { readonly mode: 'safe' | 'full'; readonly approve: boolean };
};

/** Writes one apply with these options into the history that lives in that file. */
export async function openRecorder(
  file: string,
  topology: Topology,
  { yes, allowDestructive, target, exclude, sandbox, planFile, watch }: Recorded,
  env: NodeJS.ProcessEnv,
): Promise<ApplyRecorder> {
  const { name, source, catalog } = topology;
  const chosen = target.length > 0 || exclude.length > 0;
  const git = await readGitRevision(source.file, env);
  return applyRecorder({
    file,
    now: Date.now,
    heading: {
      id: randomUUID(),
      tool: { name: 'ssis-scaleout', version },
      who: whoAmI(env),
      options: {
        yes,
        allowDestructive,
        ...(chosen ? { targets: { include: target, exclude } } : {}),
        ...(watch === undefined ? {} : { watch }),
      },
      topology: { name, ...source, git },
      catalog: {
        server: catalog.server.text,
        database: catalog.database,
        ...(sandbox === undefined ? {} : { sandbox }),
      },
      planFile: planFile ?? null,
    },
  });
}
