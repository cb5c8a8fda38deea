/** What one debug log says was done, without any value of any record. */
export interface DebugLogSummary {
  /** First line that is there: `65.0 APEX_CODE,DEBUG;…`; empty when the log has none. */
  readonly head: string;
  /** Triggers, flows, classes that ran, in order, each once. */
  readonly units: readonly string[];
  /** Queries by object. */
  readonly queries: readonly CountedRows[];
  /** Writes by operation and object: `Insert Account`. */
  readonly writes: readonly CountedRows[];
  readonly exceptions: readonly string[];
  /** Validation rules that failed. */
  readonly failedRules: readonly string[];
  readonly callouts: number;
  /** Limits that were used, at their highest. */
  readonly limits: readonly UsedLimit[];
  /** Milliseconds from the first line to the last. */
  readonly milliseconds: number;
  /** Salesforce cut something out: more happened than is here. */
  readonly isTruncated: boolean;
}

export interface CountedRows {
  readonly name: string;
  readonly times: number;
  readonly rows: number;
}

export interface UsedLimit {
  readonly name: string;
  readonly used: number;
  readonly limit: number;
}

/** One debug log of an org, summed up. */
export interface TracedLog {
  readonly id: string;
  /** ISO instant. */
  readonly started: string;
  readonly operation: string;
  readonly status: string;
  readonly bytes: number;
  readonly summary: DebugLogSummary;
}

/** What was seen of an integration while it was traced. */
export interface Trace {
  readonly integration: string;
  readonly username: string;
  /** ISO instants. */
  readonly from: string;
  readonly to: string;
  readonly logs: readonly TracedLog[];
  readonly total: DebugLogSummary;
  /** Traced by a flag that somebody else set, and that was left alone. */
  readonly isForeignFlag: boolean;
  /** What the run found of earlier ones that were cut off, and removed. */
  readonly cleaned: number;
  readonly blindSpots: readonly string[];
}

/** The mark of a trace that is under way: whose flag it is, should the run be killed. Kept before the flag is made. */
export interface TraceMark {
  readonly orgId: string;
  readonly integration: string;
  /** DeveloperName of the debug level that was made for it alone. */
  readonly debugLevel: string;
  readonly process: number;
  /** ISO instants. */
  readonly started: string;
  readonly ends: string;
}
