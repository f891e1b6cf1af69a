import type { WorkerMatch } from '../reconciler/matched-workers.js';
import { rowText } from './row-text.js';

/** Why it is doubtful which row of the catalog is a worker's: a sentence. */
export function doubtText(match: Exclude<WorkerMatch, { readonly state: 'registered' }>): string {
  switch (match.state) {
    case 'ambiguous':
      return `${match.rows.length} rows may be of this machine, and none is surely the live one.`;
    case 'awaitingRegistration':
      return 'The config of this machine has another AgentId: these rows are of earlier installations.';
    case 'cloned':
      return `The config of this machine has the AgentId of row ${rowText(match.row)}: one of the two was cloned.`;
    case 'sharedName':
      return 'Its row shows 15 characters of a name that several machines can have.';
    case 'claimedTwice': {
      const names = [match.worker, ...match.others].map(({ machine }) => machine);
      return `Row ${match.row.id} may be of ${names.join(' as well as of ')}.`;
    }
  }
}
