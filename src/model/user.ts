import type { Origin } from './origin.ts';

export interface User {
  /** Unique in the snapshot: `user:<username>`. */
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly email: string;
  readonly active: boolean;
  readonly frozen: boolean;
  /** Profile as the source names it: its API name, or its label where a file says so. */
  readonly profile: string | undefined;
  /** User licence, when the source says so. */
  readonly license: string | undefined;
  /** Developer names. */
  readonly permissionSetLicenses: readonly string[];
  /** Record id; like all that follows known only of an org. */
  readonly recordId: string | undefined;
  /** `Standard`, `Guest`, `AutomatedProcess` … */
  readonly type: string | undefined;
  readonly role: string | undefined;
  /** ISO instants. In an org, a user without `lastLogin` never logged in. */
  readonly created: string | undefined;
  readonly lastLogin: string | undefined;
  readonly origin: Origin;
}

/** A permission set or group given to a user. */
export interface Assignment {
  readonly username: string;
  readonly target: { readonly kind: 'permission-set' | 'group'; readonly name: string };
  /** ISO instant after which it grants nothing; `undefined`: does not expire. */
  readonly expires: string | undefined;
  /** The org says that it grants nothing any more, whatever its date says; a tree never does. */
  readonly ended: 'expired' | 'revoked' | undefined;
  readonly origin: Origin;
}
