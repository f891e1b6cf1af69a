/** What the file tells of how it was made. */
export interface Origin {
  readonly toolVersion: string;
  /** Where schemas/topology.schema.json is, for editors. */
  readonly schema: string;
}
