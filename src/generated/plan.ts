// Generated from schemas/plan.schema.json by scripts/generate-types.mjs. Do not edit.

/**
 * disruptive: work may be held up. destructive: a worker is removed, the last enabled one disabled, or running work lost.
 */
export type Risk = 'safe' | 'disruptive' | 'destructive';
export type Value = string | number | boolean | null;

/**
 * What scaleout plan --json and --out write: the differences between a topology and the world, and the steps that would remove them.
 */
export interface PlanDocument {
  formatVersion: 1;
  /**
   * A UUID. Who applies a saved plan writes it into the history: a plan is used once.
   */
  id?: string;
  tool: Tool;
  /**
   * ISO 8601, UTC, by the clock of the machine that planned.
   */
  createdAt: string;
  topology: {
    name: string;
    file: string;
    /**
     * Of the file's bytes, lower-case hexadecimal.
     */
    sha256: string;
  };
  catalog: Catalog;
  /**
   * What --target and --exclude named; absent where neither did.
   */
  targets?: {
    /**
     * Empty: everything.
     */
    include: string[];
    exclude: string[];
  };
  /**
   * ISO 8601, UTC, by the SQL Server's clock.
   */
  observedAt: string;
  /**
   * SHA-256 over all that the steps do and expect to find on this catalog, lower-case hexadecimal. Equal fingerprints: the same steps from the same state.
   */
  fingerprint: string;
  /**
   * SHA-256 over the rest of the document, lower-case hexadecimal: a saved plan that was edited is refused. Of its JSON without blanks, the keys of each object in order.
   */
  digest?: string;
  /**
   * Whether every machine to which the topology gives access showed all that is compared: config and certificate stores, of a master's node its bindings and firewall too. Machines with the transport manual or none are not looked at and do not count; what the login may not see of SSISDB is told by diagnostics.
   */
  complete: boolean;
  /**
   * Whether apply may carry it out: no guard refused it. Destructive steps need consent besides.
   */
  applyable: boolean;
  summary: Summary;
  changes: Change[];
  steps: Step[];
  diagnostics: Diagnostic[];
}
export interface Tool {
  name: 'ssis-scaleout';
  version: string;
}
/**
 * The catalog that was observed.
 */
export interface Catalog {
  /**
   * As the topology names it.
   */
  server: string;
  database: string;
  /**
   * The folder of the embedded fleet that stood in for the server, as it was named; absent where the server itself was observed.
   */
  sandbox?: string;
}
/**
 * Counts of changes by action, and of steps.
 */
export interface Summary {
  add: number;
  change: number;
  remove: number;
  /**
   * Steps that fall to a person.
   */
  manual: number;
  /**
   * Workers in the catalog that the topology does not list.
   */
  unmanaged: number;
  /**
   * Things whose state could not be told.
   */
  unknown: number;
  steps: number;
}
/**
 * One difference between the topology and the world.
 */
export interface Change {
  /**
   * scaleOut, catalog/defaultExecutionMode, catalog/masterAddress, master/<MACHINE>, worker/<MACHINE>, or worker/<MACHINE>/<WorkerAgentId> for a further row of one machine.
   */
  id: string;
  action: 'add' | 'update' | 'remove' | 'unmanaged' | 'unknown';
  /**
   * A phrase for people.
   */
  reason: string;
  /**
   * The same for programs, stable.
   */
  reasonCode?: string;
  risk: Risk;
  fields: Field[];
}
export interface Field {
  path: string;
  before: Value;
  after: Value;
}
/**
 * One operation of a provider.
 */
export interface Step {
  id: string;
  operation: string;
  /**
   * The id of the change that it serves.
   */
  target: string;
  /**
   * Ids of the steps that must have succeeded before.
   */
  needs: string[];
  arguments: Values;
  expects: Values1;
  risk: Risk;
  /**
   * Arguments that an earlier step yields when it is carried out, by the argument's name: the id of that step.
   */
  inputs?: {
    [k: string]: string;
  };
  /**
   * True for a step that a person must do. apply leaves it out and goes on: what needs it waits for its effect.
   */
  manual?: boolean;
}
export interface Values {
  [k: string]: Value;
}
/**
 * What was observed when it was planned; compared again right before it writes.
 */
export interface Values1 {
  [k: string]: Value;
}
export interface Diagnostic {
  severity: 'error' | 'warning' | 'note';
  code: string;
  summary: string;
  detail: string;
  remedy: string;
  range?: Range;
}
/**
 * Lines and columns count from 1; end is exclusive.
 */
export interface Range {
  file: string;
  start: Position;
  end: Position;
}
export interface Position {
  line: number;
  column: number;
}
