import { describe } from 'vitest';
import type { CatalogSubject, SubjectWish } from './catalog-subject.js';
import { describeEnding } from './suite/ending.js';
import { describeExamining } from './suite/examining.js';
import { describeFinding } from './suite/finding.js';
import { describeFleetWork } from './suite/fleet-work.js';
import { describeMarking } from './suite/marking.js';
import { describeNotes } from './suite/notes.js';
import { describeOverlap } from './suite/overlap.js';
import { describeReading } from './suite/reading.js';
import { describeRights } from './suite/rights.js';
import { describeSettings } from './suite/settings.js';
import { describeWork } from './suite/work.js';
import { describeWorkers } from './suite/workers.js';

/** Opens a subject of its own for a test. */
export type OpenSubject = (wish?: SubjectWish) => Promise<CatalogSubject>;

/** The contract of `Catalog`, for any implementation of it. Each test opens its own subject and leaves it as it was. */
export function describeCatalog(name: string, open: OpenSubject): void {
  describe(`the catalog ${name}`, () => {
    describeReading(open);
    describeExamining(open);
    describeFinding(open);
    describeWork(open);
    describeFleetWork(open);
    describeWorkers(open);
    describeSettings(open);
    describeMarking(open);
    describeNotes(open);
    describeRights(open);
    describeOverlap(open);
    describeEnding(open);
  });
}
