import type { Holder } from '../model/answer.ts';
import type { Permission, SetupEntityType } from '../model/permission.ts';

/**
 * What a holder may do, all containers together. *Granted* is what some container says; *implied* is what follows from
 * a system permission that opens everything (Modify All Data, View All Data, View All Fields). Kept apart, because
 * taking away the one does not take away the other.
 */
export interface EffectiveAccess {
  readonly holder: Holder;
  /** `at-least` when a member, set or profile that it needs is not in the snapshot. */
  readonly bound: 'exact' | 'at-least';
  readonly boundReasons: readonly string[];
  /** Objects with any granted verb, by name order. */
  readonly objects: readonly AccessibleObject[];
  /** Fields with any granted verb, by name order. Live or latent: see `AccessibleField.live`. */
  readonly fields: readonly AccessibleField[];
  readonly systemPermissions: readonly string[];
  setupEntities(type: SetupEntityType): readonly string[];
  hasSystem(name: string): boolean;
  /** Granted `ObjectBits`. */
  objectBits(object: string): number;
  /** Granted `FieldBits`. */
  fieldBits(field: string): number;
  /** Granted or implied, by the platform's rules (Modify All Data, not-permissionable fields, View All Fields …). */
  may(permission: Permission): boolean;
}

export interface AccessibleObject {
  readonly object: string;
  /** `ObjectBits` that containers grant. */
  readonly granted: number;
  /** `ObjectBits` that follow from system permissions, whether or not also granted. */
  readonly implied: number;
}

export interface AccessibleField {
  readonly field: string;
  /** `FieldBits` that containers grant. */
  readonly granted: number;
  /**
   * `FieldBits` that take effect: read needs Read on the object, edit needs Create or Edit on it. A granted bit that is
   * not live is latent: it opens nothing today, and opens at once when somebody grants the object.
   */
  readonly live: number;
}
