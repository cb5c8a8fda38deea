import type { UserAccess } from '../enforce/user-access.ts';
import type { Org } from '../org.ts';
import type { Session } from '../sessions.ts';

/** Who writes, and into what. */
export interface Actor {
  readonly org: Org;
  readonly access: UserAccess;
  readonly session?: Session | undefined;
  /** Writes that stand or fall together, where set-up and business records must not meet; absent for a single write. */
  readonly transaction?: WriteTransaction | undefined;
}

/** What one transaction has written so far: the first object of each kind. */
export interface WriteTransaction {
  setup: string | undefined;
  data: string | undefined;
}

/** Field values as a client sends them: JSON values, or texts from a CSV file or XML. */
export type RecordInput = Readonly<Record<string, unknown>>;
