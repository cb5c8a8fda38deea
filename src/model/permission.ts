/**
 * One permission, as the engine, the questions (`explain`, `who-can`) and the findings name it.
 *
 * Verbs are the words of Setup, not of XML: `edit` is `allowEdit` in metadata and `PermissionsEdit` in SOQL.
 */
export type Permission = ObjectPermission | FieldPermission | SystemPermission | SetupEntityPermission;

export interface ObjectPermission {
  readonly kind: 'object';
  readonly object: string;
  readonly verb: ObjectVerb;
}

export interface FieldPermission {
  readonly kind: 'field';
  /** `Object.Field`, as in metadata: `Account.Industry`. */
  readonly field: string;
  readonly verb: FieldVerb;
}

export interface SystemPermission {
  readonly kind: 'system';
  /** Metadata name, as in `userPermissions`: `ModifyAllData`. */
  readonly name: string;
}

export interface SetupEntityPermission {
  readonly kind: 'setup';
  readonly type: SetupEntityType;
  readonly name: string;
}

/** In bit order: the verb at index `i` is bit `1 << i` of an object grant. */
export const OBJECT_VERBS = ['read', 'create', 'edit', 'delete', 'viewAll', 'modifyAll', 'viewAllFields'] as const;
export type ObjectVerb = (typeof OBJECT_VERBS)[number];

/** In bit order: the verb at index `i` is bit `1 << i` of a field grant. */
export const FIELD_VERBS = ['read', 'edit'] as const;
export type FieldVerb = (typeof FIELD_VERBS)[number];

/** Set-up entities that a profile or permission set opens by name, in the order reports show them. */
export const SETUP_ENTITY_TYPES = [
  'customPermission',
  'apexClass',
  'apexPage',
  'flow',
  'app',
  'tab',
  'recordType',
  'customSetting',
  'customMetadataType',
  'externalCredentialPrincipal',
  'externalDataSource',
  'connectedApp',
  'agent',
  'emailRoutingAddress',
  'servicePresenceStatus',
  'dataSpaceScope',
] as const;
export type SetupEntityType = (typeof SETUP_ENTITY_TYPES)[number];

/** Bits of a column row in the `objects` grants. */
export const ObjectBits = {
  read: 1,
  create: 2,
  edit: 4,
  delete: 8,
  viewAll: 16,
  modifyAll: 32,
  viewAllFields: 64,
} as const satisfies Record<ObjectVerb, number>;

/** Bits of a column row in the `fields` grants. */
export const FieldBits = { read: 1, edit: 2 } as const satisfies Record<FieldVerb, number>;

/** Bit of a row that is on or off: system permissions and set-up entities. `0` is "listed, not granted". */
export const ENABLED = 1;
