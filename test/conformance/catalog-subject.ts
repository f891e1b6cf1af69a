import type { Catalog } from '../../src/domain/catalog.js';
import type { CatalogExaminer } from '../../src/domain/examination.js';
import type { FleetWorkReader } from '../../src/domain/fleet-work.js';

/** Whom a catalog can be opened as. */
export type Who =
  /** A Windows login that is in ssis_admin, not in sysadmin. */
  | 'admin'
  /** A SQL Server login in ssis_admin. */
  | 'sqlAdmin'
  /** In ssis_cluster_executor alone. */
  | 'executor'
  /** A user of SSISDB in none of its roles. */
  | 'reader';

/** A catalog that the suite is run on. */
export interface CatalogSubject extends AsyncDisposable {
  /** Opened as somebody who may do everything that the suite does. */
  readonly catalog: Catalog & CatalogExaminer & FleetWorkReader;
  /** Opens the same one as somebody else; the subject closes it. Absent where we know no such login. */
  readonly openAs?: (who: Who) => Catalog & CatalogExaminer & FleetWorkReader;
  /** True where nobody minds what is left: workers may be removed and Scale Out enabled. */
  readonly expendable: boolean;
}

/** What a new subject holds, where the suite can ask for it. */
export interface SubjectWish {
  readonly scaleOut?: 'neverEnabled';
}
