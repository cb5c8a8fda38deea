/** What one integration did in an org, from the logs that the org has. */
export interface UserCalls {
  readonly username: string;
  /** Days (ISO dates, inclusive) of which there is a log of API calls; `undefined` when there is none at all. */
  readonly window: { readonly from: string; readonly to: string } | undefined;
  readonly asked: { readonly from: string; readonly to: string };
  /** What does not show, in words. */
  readonly blindSpots: readonly string[];
  /** Every day of the window. */
  readonly days: readonly DayOfCalls[];
  /** Most first. */
  readonly applications: readonly CountedCalls[];
  readonly addresses: readonly CountedCalls[];
  readonly versions: readonly CountedCalls[];
  readonly clients: readonly CountedCalls[];
  readonly requests: readonly CountedCalls[];
  /** Refused or failed, by status and request. */
  readonly errors: readonly CountedCalls[];
  readonly logins: readonly CountedLogins[];
}

export interface DayOfCalls {
  readonly day: string;
  readonly calls: number;
  readonly errors: number;
  /** Whether the org has a log of that day: without one, zero means nothing. */
  readonly hasLog: boolean;
}

export interface CountedCalls {
  /** Name of an application, an address, a version …; empty when the log names none. */
  readonly name: string;
  readonly calls: number;
  readonly errors: number;
  readonly lastDay: string;
}

/** Log-ins that are alike. */
export interface CountedLogins {
  readonly application: string;
  /** `OauthClientCredentials`; empty when there is none. */
  readonly way: string;
  readonly sourceIp: string;
  /** `Success`, or why not. */
  readonly status: string;
  readonly count: number;
  /** ISO instant. */
  readonly last: string;
}
