import type { Column, SqlValue } from '../../sql-value.js';
import type { Model } from '../model.js';
import type { Login } from '../security/login.js';

/** Who looks, and when. */
export interface Viewer {
  readonly login: Login | undefined;
  /** That of the view's name: SSISDB or another. */
  readonly database: string;
  /** Unix milliseconds. */
  readonly now: number;
  /** Of the server's clock from UTC, in minutes. */
  readonly offset: number;
}

export type ViewRow = readonly SqlValue[];

/** A view of SSISDB, with the filter that is in its definition, or a table that only a sysadmin reads. */
export interface View {
  readonly schema: 'catalog' | 'internal' | 'sys' | 'information_schema';
  readonly name: string;
  readonly columns: readonly Column[];
  /** True: SELECT is not granted to public. */
  readonly sysadminOnly?: boolean;
  rows(model: Model, viewer: Viewer): Iterable<ViewRow>;
  readonly key?: { readonly column: number; find(value: SqlValue, model: Model, viewer: Viewer): ViewRow | undefined };
}
