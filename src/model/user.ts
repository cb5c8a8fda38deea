import type { Origin } from './origin.ts';

export interface User {
  /** Unique in the snapshot: `user:<username>`. */
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly email: string;
  readonly active: boolean;
  readonly frozen: boolean;
  /** Profile as the source names it: API name in metadata, label in an org. */
  readonly profile: string | undefined;
  /** User licence, when the source says so. */
  readonly license: string | undefined;
  readonly permissionSetLicenses: readonly string[];
  readonly origin: Origin;
}

/** A permission set or group given to a user. */
export interface Assignment {
  readonly username: string;
  readonly target: { readonly kind: 'permission-set' | 'group'; readonly name: string };
  /** ISO instant after which it grants nothing; `undefined`: does not expire. */
  readonly expires: string | undefined;
  readonly origin: Origin;
}
