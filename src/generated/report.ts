// Generated from schemas/report.schema.json by scripts/generate-types.mjs. Do not edit.

/**
 * What scaleout report --json prints: each thing that is taken for granted of others, beside what was found. No name of a person or a machine stands in it.
 */
export interface ReportDocument {
  formatVersion: 1;
  tool: {
    name: 'scaleout';
    version: string;
  };
  /**
   * A day of ISO 8601, UTC.
   */
  createdOn: string;
  catalog: {
    seen: boolean;
    /**
     * Why it was not seen.
     */
    why?: string;
    productVersion?: string;
    edition?: string;
    /**
     * SCHEMA_VERSION of SSISDB.
     */
    schema?: string;
  };
  machines: ReportMachine[];
  summary: {
    asExpected: number;
    otherwise: number;
    /**
     * Facts that should have been looked at and could not be, in one place or in all.
     */
    notSeen: number;
    /**
     * Facts that were left out on purpose, or for which there is nothing on this farm.
     */
    leftOut: number;
    /**
     * Facts of which a look cannot tell.
     */
    notByLooking: number;
    /**
     * Nothing is otherwise, and all that was to be looked at was seen.
     */
    allAsExpected: boolean;
  };
  facts: ReportEntry[];
  notByLooking: {
    fact: string;
    says: string;
    standing: string;
    why: string;
  }[];
}
export interface ReportMachine {
  /**
   * Its placeholder.
   */
  name: string;
  /**
   * As what the topology lists it.
   */
  roles: ('master' | 'worker')[];
  /**
   * Characters of its short name: NetBIOS keeps 15.
   */
  nameLength: number;
  seen: boolean;
  /**
   * Why it was not seen.
   */
  why?: string;
  windows?: string;
  powershell?: string;
  services?: string[];
}
export interface ReportEntry {
  /**
   * Its id in docs/facts.md.
   */
  fact: string;
  says: string;
  standing: string;
  expected: string;
  /**
   * Otherwise where one place is, as expected where all are that were to be looked at.
   */
  verdict: 'as expected' | 'otherwise' | 'not seen';
  looks: ReportLook[];
}
export interface ReportLook {
  /**
   * `catalog`, or the placeholder of a machine.
   */
  where: string;
  verdict: 'as expected' | 'otherwise' | 'not seen';
  found?: string;
  /**
   * Why it was not seen.
   */
  why?: string;
}
