/** What an org answered to one request of a probe. */
export interface ProbeAnswer {
  /** HTTP status; 0 when nothing came back. */
  readonly status: number;
  /** `INVALID_TYPE`; empty for a good answer. */
  readonly code: string;
  /** To tell errors apart; never to be filed, because it may quote a record. */
  readonly message: string;
  /** Records in the answer of a query; 0 for anything else. */
  readonly rows: number;
}

/** One request of several that are tried in a transaction and taken back. Its name can be referred to: `@{made.id}`. */
export interface WriteTrial {
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below the version: `/sobjects/Account`. */
  readonly path: string;
  readonly body?: Readonly<Record<string, unknown>> | undefined;
}

/** What became of each: answered by itself, good until the whole was taken back, or never reached. */
export type TrialResult =
  | { readonly kind: 'worked' }
  | { readonly kind: 'answered'; readonly answer: ProbeAnswer }
  | { readonly kind: 'not-reached' };

/** A record to be made, in the order of making. */
export interface RecordToMake {
  readonly object: string;
  /** Values; `@{r0.id}` is the id of the record at place 0. */
  readonly values: Readonly<Record<string, unknown>>;
  /** A field whose value nobody else has: the record is found by it when nobody knows whether it was made. */
  readonly mark: { readonly field: string; readonly value: string } | undefined;
}
