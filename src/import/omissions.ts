/** What must not stand in the file, because a plan of it would then not be empty; each with the reason. */
export interface Omissions {
  readonly enabled?: string;
  readonly defaultExecutionMode?: string;
  readonly endpoint?: string;
  readonly master?: string;
  /** Machines of workers that are left alone, by their names in upper case. */
  readonly machines: ReadonlyMap<string, string>;
  /** Workers that are written only as a comment, by their names in upper case. */
  readonly workers: ReadonlyMap<string, string>;
  /** Fields of workers, by their names in upper case. */
  readonly fields: ReadonlyMap<string, ReadonlySet<string>>;
  /** What of it shows a defect: the file would have said what the catalog says, and still the plan would change it. */
  readonly unexpected: readonly string[];
}

export const noOmissions: Omissions = { machines: new Map(), workers: new Map(), fields: new Map(), unexpected: [] };
