/** Who answers a question about access: our engine, the platform's own tables, or the org itself when it is tried. */
export const JUDGES = ['engine', 'platform', 'probe'] as const;
export type Judge = (typeof JUDGES)[number];

/** `not-checked`: it was not asked, or the answer says nothing about permissions. Never to be read as proved. */
export const CHECK_OUTCOMES = ['proved', 'refuted', 'not-checked'] as const;
export type CheckOutcome = (typeof CHECK_OUTCOMES)[number];

/** One question about access, with what is declared and what one judge said. */
export interface AccessCheck {
  readonly judge: Judge;
  /** `Account.Phone:edit`, `ModifyAllData`. */
  readonly permission: string;
  /** By the declaration. */
  readonly expected: 'granted' | 'refused';
  readonly outcome: CheckOutcome;
  /** What was asked, in words or as a request: `SELECT Id FROM Account LIMIT 1`. Never a value of a record. */
  readonly asked: string;
  /** The answer: a status, a code, a reason. Never a text of the org, which may quote a record. */
  readonly seen: string;
}

/** Two judges of what the user holds now who do not agree: a mistake of ours, unless somebody changed the org meanwhile. */
export interface JudgesDiffer {
  readonly permission: string;
  readonly engine: boolean;
  readonly platform: boolean;
}

/** Records that were made in the org to try something on. What is tried in a transaction that is taken back is not among them. */
export interface ProbedRecords {
  readonly made: number;
  readonly removed: number;
  /** What could not be removed, or may have been made: `Account 001…: why`. */
  readonly left: readonly string[];
}

export interface ProbeRun {
  /** How it logged in: `client credentials`, `token of LEASTWISE_PROBE_TOKEN_ERP`. */
  readonly by: string;
  readonly calls: number;
  /** Told before it began; never exceeded, but to remove what was made. */
  readonly atMost: number;
  readonly records: ProbedRecords;
}

export interface VerifiedIntegration {
  readonly name: string;
  readonly username: string;
  readonly permissionSet: string;
  /** `null` when nothing was tried as the integration itself. */
  readonly probe: ProbeRun | null;
  readonly checks: readonly AccessCheck[];
  readonly judgesDiffer: readonly JudgesDiffer[];
  /** What a reader must know: where a grant comes from that nobody declared, what keeps it from working. */
  readonly notes: readonly string[];
}

export type VerificationCounts = Readonly<Record<Judge, Readonly<Record<CheckOutcome, number>>>>;

export interface VerifiedOrg {
  /** 18 characters. */
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  readonly edition: string;
  readonly kind: 'production' | 'sandbox' | 'local';
  readonly apiVersion: string;
}

/** What a verification found, to be filed. The seal is SHA-256 over the canonical JSON of everything else. */
export interface Verification {
  readonly format: 'leastwise-verification';
  readonly version: 1;
  /** `leastwise 1.0.0`. */
  readonly tool: string;
  /** ISO instants. */
  readonly started: string;
  readonly ended: string;
  readonly org: VerifiedOrg;
  /** Username that ran it. */
  readonly by: string;
  readonly environment: string | null;
  readonly integrations: readonly VerifiedIntegration[];
  readonly counts: VerificationCounts;
  /** Hexadecimal. */
  readonly sha256: string;
}

/** What became of a file of evidence. */
export interface SealCheck {
  readonly file: string;
  readonly intact: boolean;
  /** What the file says. */
  readonly sealed: string;
  /** What its content amounts to. */
  readonly computed: string;
  /** What the file says of itself; empty where it does not. */
  readonly tool: string;
  readonly started: string;
  readonly org: string;
  readonly by: string;
}
