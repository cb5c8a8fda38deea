import { fieldSecurity } from '../../platform/field-permissionability.ts';
import type { FieldType, FieldTypeName, ObjectKind, ObjectType, SharingModel } from './object-type.ts';

/**
 * Object tables are written as words, one a field: `Name:type` and then marks, in this order:
 * `!` required, `=` set by the system alone, `+` set when a record is created and never again, `*` unique,
 * `#` auto-number, `^` external id, `~Compound` part of a compound field, `>Parent|Parent` lookup (`>>` master-detail),
 * `@Children` name of the way back. `OwnerId:reference!>User|Group`, `ParentId:reference>Account@ChildAccounts`.
 */
const WORD =
  /^(?<name>\w+):(?<type>base64|[a-zA-Z]+)(?<length>\d+)?(?<marks>[!=+*#^]*)(?:~(?<compound>\w+))?(?:(?<arrow>>{1,2})(?<parents>[\w|]+))?(?:@(?<children>\w+))?$/;

const LENGTHS: Partial<Record<FieldTypeName, number>> = {
  id: 18,
  reference: 18,
  string: 255,
  picklist: 255,
  multipicklist: 4099,
  textarea: 32_000,
  email: 80,
  phone: 40,
  url: 255,
  combobox: 255,
  encryptedstring: 175,
};

const AUDIT =
  'Id:id= CreatedDate:datetime= CreatedById:reference=>User LastModifiedDate:datetime= LastModifiedById:reference=>User SystemModstamp:datetime=';

/** `BillingCountryCode` as people read it: `Billing Country Code`. */
export function labelOf(name: string): string {
  return name
    .replace(/__\w$/, '')
    .replaceAll('_', ' ')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2');
}

/** Salesforce's plural of a label, well enough for objects whose true one is not known. */
export function pluralOf(label: string): string {
  if (/[^aeiou]y$/.test(label)) return `${label.slice(0, -1)}ies`;
  return /(s|x|ch|sh)$/.test(label) ? `${label}es` : `${label}s`;
}

/** A field with every property that a plain text field has: what is known of one is laid over it. */
export function plainField(name: string, type: FieldTypeName): FieldType {
  const isNumber = type === 'double' || type === 'currency' || type === 'percent';
  return {
    name,
    label: labelOf(name),
    type,
    length: LENGTHS[type] ?? 0,
    precision: isNumber ? 18 : 0,
    scale: type === 'double' || isNumber ? 2 : 0,
    nillable: type !== 'boolean',
    createable: true,
    updateable: true,
    permissionable: true,
    custom: name.endsWith('__c'),
    calculated: false,
    autoNumber: false,
    nameField: false,
    externalId: false,
    unique: false,
    defaultValue: type === 'boolean' ? false : undefined,
    picklistValues: [],
    restrictedPicklist: false,
    referenceTo: [],
    relationshipName: undefined,
    childRelationshipName: undefined,
    masterDetail: false,
    compound: undefined,
  };
}

function parseField(object: string, word: string, kind: ObjectKind): FieldType {
  const found = WORD.exec(word)?.groups;
  if (!found) throw new Error(`Not a field: ${object}.${word}`);
  const { name = '', type = '', length, marks = '', compound, arrow, parents, children } = found;
  const plain = plainField(name, type as FieldTypeName);
  const has = (mark: string) => marks.includes(mark);
  const isSystem = has('=') || has('#');
  const referenceTo = parents?.split('|') ?? [];
  const security = fieldSecurity({
    name: `${object}.${name}`,
    type: arrow === '>>' ? 'MasterDetail' : undefined,
    required: has('!'),
    formula: false,
  });
  return {
    ...plain,
    length: length === undefined ? plain.length : Number(length),
    nillable: plain.nillable && !has('!') && name !== 'Id',
    createable: !isSystem,
    updateable: !isSystem && !has('+'),
    permissionable:
      (kind === 'data' || kind === 'activity') &&
      compound === undefined &&
      (security === 'permissionable' || security === 'read-only'),
    autoNumber: has('#'),
    externalId: has('^'),
    unique: has('*'),
    nameField: name === 'Name' || (has('#') && name.endsWith('Number')),
    referenceTo,
    relationshipName: referenceTo.length > 0 ? name.replace(/Id$/, '') : undefined,
    childRelationshipName: children,
    masterDetail: arrow === '>>',
    compound,
  };
}

export interface ObjectText {
  readonly name: string;
  readonly keyPrefix: string;
  readonly kind: ObjectKind;
  /** Fields beside those that every record has. */
  readonly fields: string;
  readonly sharing?: SharingModel;
  readonly label?: string;
  readonly labelPlural?: string;
  /** Letters of what the platform allows at all: create, update, delete, query; `cudq` when absent. */
  readonly allows?: string;
  /** Fields that every record has are left out: the object has a list of its own. */
  readonly bare?: boolean;
}

/** @throws Error when the table is wrong: found by the first test that opens an org */
export function objectFromText(text: ObjectText): ObjectType {
  const { name, kind, allows = 'cudq', label = labelOf(name) } = text;
  const words = `${text.bare ? '' : AUDIT} ${text.fields}`.split(/\s+/).filter((word) => word !== '');
  return {
    name,
    label,
    labelPlural: text.labelPlural ?? pluralOf(label),
    keyPrefix: text.keyPrefix,
    kind,
    fields: words.map((word) => parseField(name, word, kind)),
    sharing: text.sharing ?? 'ReadWrite',
    createable: allows.includes('c'),
    updateable: allows.includes('u'),
    deletable: allows.includes('d'),
    queryable: allows.includes('q'),
  };
}
