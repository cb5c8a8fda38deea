/** What the org knows of an object, whether it came from the standard table, a deployed file or the set-up tables. */
export interface ObjectType {
  /** API name in its one true spelling: `Account`, `Invoice__c`. */
  readonly name: string;
  readonly label: string;
  readonly labelPlural: string;
  /** First three characters of its ids; empty for virtual objects that have no records. */
  readonly keyPrefix: string;
  readonly kind: ObjectKind;
  readonly fields: readonly FieldType[];
  /** Organisation-wide default; decides together with ownership, roles and shares who sees a record. */
  readonly sharing: SharingModel;
  /** What the platform allows at all, before anyone's permissions. */
  readonly createable: boolean;
  readonly updateable: boolean;
  readonly deletable: boolean;
  readonly queryable: boolean;
}

/**
 * `data`: object permissions decide. `setup`: set-up rights decide (`User`, `PermissionSet`). `custom-setting` and
 * `custom-metadata`: their own accesses decide. `activity`: Task and Event, which have no object permissions. `share`: who
 * else may see a record; follows that record. `log`: what happened, written by the org alone. `virtual`: rows are made
 * when asked.
 */
export type ObjectKind =
  | 'data'
  | 'setup'
  | 'custom-setting'
  | 'custom-metadata'
  | 'activity'
  | 'share'
  | 'log'
  | 'virtual';

export type SharingModel = 'Private' | 'Read' | 'ReadWrite' | 'FullAccess' | 'ControlledByParent';

/** Describe's type names. */
export type FieldTypeName =
  | 'id'
  | 'string'
  | 'textarea'
  | 'boolean'
  | 'int'
  | 'double'
  | 'currency'
  | 'percent'
  | 'date'
  | 'datetime'
  | 'time'
  | 'email'
  | 'phone'
  | 'url'
  | 'picklist'
  | 'multipicklist'
  | 'combobox'
  | 'reference'
  | 'address'
  | 'location'
  | 'base64'
  | 'encryptedstring'
  | 'anyType';

export interface FieldType {
  readonly name: string;
  readonly label: string;
  readonly type: FieldTypeName;
  readonly length: number;
  readonly precision: number;
  readonly scale: number;
  readonly nillable: boolean;
  readonly createable: boolean;
  readonly updateable: boolean;
  /** Whether field-level security can be set on it. `false`: it follows the object. */
  readonly permissionable: boolean;
  readonly custom: boolean;
  readonly calculated: boolean;
  readonly autoNumber: boolean;
  readonly nameField: boolean;
  readonly externalId: boolean;
  readonly unique: boolean;
  readonly defaultValue: string | number | boolean | undefined;
  /** Values of a picklist; empty when unrestricted or unknown. */
  readonly picklistValues: readonly string[];
  readonly restrictedPicklist: boolean;
  /** Object names a lookup may point at, and the name of the path through it (`Owner` for `OwnerId`). */
  readonly referenceTo: readonly string[];
  readonly relationshipName: string | undefined;
  /** Name of the path back, from the parent to its children (`Contacts`). */
  readonly childRelationshipName: string | undefined;
  /** Master-detail: the detail is deleted with its master and follows its sharing. */
  readonly masterDetail: boolean;
  /** Compound field this one is a part of (`BillingAddress` for `BillingCity`): field-level security stands there. */
  readonly compound: string | undefined;
}
