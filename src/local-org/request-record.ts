/** One request the org has seen. Event logs, limits and the coverage page are made from these. */
export interface RequestRecord {
  /** Its number among all requests; absent until it is written down. */
  readonly number?: number;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly userId: string | undefined;
  readonly appId: string | undefined;
  readonly appName: string | undefined;
  /** `REST`, `SOAP`, `BULK_API_2`, `METADATA`, `TOOLING`, `OAUTH`. */
  readonly family: string;
  readonly method: string;
  /** Path without the query; tokens never get here. */
  readonly resource: string;
  readonly apiVersion: string;
  /** API names of the objects it touched, in order of first touch. */
  readonly entities: readonly string[];
  readonly status: number;
  readonly sourceIp: string;
  readonly userAgent: string;
  readonly countsAgainstLimit: boolean;
  /** Name that the client gives itself in `Sforce-Call-Options`. */
  readonly clientName?: string | undefined;
  readonly details?: RequestDetails;
  /** Absent for requests of the past, which a seed brings. */
  readonly size?: RequestSize;
}

/** What only the endpoint knows of a request. */
export interface RequestDetails {
  /** Operation of a SOAP body: `query`, `deploy`. */
  readonly operation?: string | undefined;
  /** The SOQL that was asked; only RestApi, a licensed event type, tells it. */
  readonly query?: string | undefined;
  /** Rows that were answered. */
  readonly rows?: number | undefined;
}

export interface RequestSize {
  readonly milliseconds: number;
  readonly requestBytes: number;
  readonly responseBytes: number;
}
