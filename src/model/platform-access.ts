/**
 * What the platform itself says that one user may do (UserEntityAccess, UserFieldAccess). Only of the objects and fields that
 * were asked about, and of those only what it told: what is missing here is not known, not refused.
 */
export interface PlatformAccess {
  readonly username: string;
  /** By object. */
  readonly objects: ReadonlyMap<string, PlatformObjectAccess>;
  /** By `Object.Field`. */
  readonly fields: ReadonlyMap<string, PlatformFieldAccess>;
  /** Why something could not be asked, in the words of the org. */
  readonly refusals: readonly string[];
}

export interface PlatformObjectAccess {
  readonly read: boolean;
  readonly create: boolean;
  readonly edit: boolean;
  readonly delete: boolean;
}

export interface PlatformFieldAccess {
  readonly read: boolean;
  /** It can be filled when a record is made. */
  readonly create: boolean;
  /** It can be changed on a record that is there. */
  readonly edit: boolean;
}
