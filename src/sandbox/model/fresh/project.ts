import { type Random, randomGuid } from '../random.js';
import type { Row } from '../store.js';
import { timeText } from '../time-text.js';

const packageNames = ['LoadSales.dtsx', 'LoadStock.dtsx', 'LoadCustomers.dtsx'];

/** A folder with a project of three packages, which everybody may execute: something to run. */
export function freshProject(
  logins: Readonly<Record<string, Row>>,
  createdAt: number,
  random: Random,
): Record<'folders' | 'projects' | 'packages', Record<string, Row>> {
  const author = logins['SANDBOX\\scaleout'];
  const by = { sid: author?.sid ?? null, name: author?.name ?? null };
  return {
    folders: {
      '1': {
        name: 'Warehouse',
        description: 'Loads of the warehouse',
        createdBySid: by.sid,
        createdByName: by.name,
        createdTime: timeText(createdAt),
        grantedTo: ['public'],
      },
    },
    projects: {
      '1': {
        folderId: 1,
        name: 'Loads',
        description: null,
        deployedBySid: by.sid,
        deployedByName: by.name,
        lastDeployedTime: timeText(createdAt),
        versionLsn: 1,
      },
    },
    packages: Object.fromEntries(
      packageNames.map((name, index) => [
        String(index + 1),
        { projectId: 1, name, description: null, guid: randomGuid(random), durationSeconds: 60, outcome: 'succeeded' },
      ]),
    ),
  };
}
