/** One query as a client asks it. */
export interface QueryRequest {
  readonly soql: string;
  /** `queryAll`: deleted records too. */
  readonly all?: boolean;
  /** Asked of the Tooling API, which has objects of its own. */
  readonly tooling?: boolean;
  /** `68.0`. */
  readonly version: string;
  /** Records a page: 200 to 2000; 2000 when absent. */
  readonly batchSize?: number;
}

/** A value as JSON has it; dates as `2026-11-24T10:00:00.000+0000`, compound addresses as objects. */
export type QueryValue =
  | string
  | number
  | boolean
  | null
  | QueryRecord
  | NestedPage
  | Readonly<Record<string, unknown>>;

/** `attributes` first, then the columns in the order and the true spelling of the select list. */
export interface QueryRecord {
  readonly attributes: { readonly type: string; readonly url?: string };
  readonly [column: string]: QueryValue | { readonly type: string; readonly url?: string };
}

/** Children of a record, from a subquery. */
export interface NestedPage {
  readonly totalSize: number;
  readonly done: boolean;
  readonly records: readonly QueryRecord[];
}

export interface QueryPage extends NestedPage {
  /** `01g…-2000`, for `query/<locator>`; absent on the last page. */
  readonly nextLocator?: string;
}

/** As `?columns=true` answers it. */
export interface ColumnMetadata {
  readonly columnName: string;
  readonly displayName: string;
  readonly aggregate: boolean;
  readonly joinColumns: readonly ColumnMetadata[];
}
