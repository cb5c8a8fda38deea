import type { Origin } from './origin.ts';

/** Which org was read, and as whom. Its address is a name; nothing here opens a session. */
export interface OrgIdentity {
  /** 18 characters: `00D…`. */
  readonly id: string;
  readonly name: string;
  /** `Enterprise Edition`, `Developer Edition`. */
  readonly edition: string;
  readonly sandbox: boolean;
  /** Host of its My Domain; empty when it is not known. */
  readonly domain: string;
  /** `68.0`. */
  readonly apiVersion: string;
  /** ISO instant. */
  readonly readAt: string;
  /** Username that the reading ran as. */
  readonly readAs: string;
  /** How large tables stood, by name: a later reading can tell whether they moved. Only where that was asked for. */
  readonly tables?: Readonly<Record<string, TableMark>>;
  /** Requests of today and how many a day may have, as the org counts them; absent when it did not say. */
  readonly dailyRequests?: { readonly used: number; readonly limit: number };
}

export interface TableMark {
  readonly rows: number;
  /** ISO instant of the last change of a row. */
  readonly changed: string;
}

/** Seats of a user licence or of a permission set licence. */
export interface Licence {
  readonly kind: 'user' | 'permission-set';
  /** Name of a user licence; developer name of a permission set licence. */
  readonly name: string;
  /** What `license` in metadata and Setup say. */
  readonly label: string;
  readonly status: 'Active' | 'Disabled' | string;
  readonly total: number;
  readonly used: number;
  /** ISO date after which its holders lose it; `undefined`: does not end. */
  readonly expires: string | undefined;
  /** Whether Salesforce offers it to integration users; `undefined` for user licences and before API 53. */
  readonly forIntegrations: boolean | undefined;
  readonly origin: Origin;
}

export interface Certificate {
  readonly name: string;
  readonly label: string;
  /** ISO date; `undefined` when the org does not say. */
  readonly expires: string | undefined;
  readonly keySize: number | undefined;
  readonly caSigned: boolean;
  readonly origin: Origin;
}

/** How many records an object holds. */
export interface RecordCount {
  readonly object: string;
  readonly count: number;
  /** `estimated`: the number that the org keeps and refreshes now and then; `counted`: by a query, as the reader sees them. */
  readonly method: 'counted' | 'estimated';
}
