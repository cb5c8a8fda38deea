/**
 * Which fields carry field-level security at all. The others follow their object: no profile and no permission set can
 * open or close them.
 *
 * Source: Object Reference FieldPermissions (v67); Metadata API guide, PermissionSet `fieldPermissions`.
 */

/** Readable on every object for whoever may read the object; written by the system alone. */
export const ALWAYS_READABLE_FIELDS: ReadonlySet<string> = new Set([
  'Id',
  'CreatedById',
  'CreatedDate',
  'IsDeleted',
  'LastModifiedById',
  'LastModifiedDate',
  'SystemModstamp',
]);

/** Readable and writable on every object for whoever may read or write the object. */
export const ALWAYS_EDITABLE_FIELDS: ReadonlySet<string> = new Set(['OwnerId']);

/** Required standard fields of common objects: `permissionable` is false in their describe. */
const REQUIRED_STANDARD_FIELDS: ReadonlySet<string> = new Set([
  'Account.Name',
  'Asset.Name',
  'Campaign.Name',
  'Case.CaseNumber',
  'Contact.LastName',
  'Contact.Name',
  'Contract.AccountId',
  'Contract.ContractNumber',
  'Event.Subject',
  'Lead.Company',
  'Lead.LastName',
  'Lead.Name',
  'Lead.Status',
  'Opportunity.CloseDate',
  'Opportunity.Name',
  'Opportunity.StageName',
  'Order.EffectiveDate',
  'Order.Status',
  'Pricebook2.Name',
  'Product2.Name',
  'Solution.SolutionName',
]);

/** What a field file says that decides about it. */
export interface FieldShape {
  /** `Object.Field`. */
  readonly name: string;
  /** As in metadata: `MasterDetail`, `AutoNumber`, `Summary`; `undefined` when no field file is known. */
  readonly type: string | undefined;
  readonly required: boolean;
  readonly formula: boolean;
}

export type FieldSecurity =
  /** Field permissions decide. */
  | 'permissionable'
  /** Field permissions decide about reading; nobody writes it (formula, roll-up, auto-number). */
  | 'read-only'
  /** Follows the object for reading and writing (required, master-detail, owner). */
  | 'follows-object'
  /** Follows the object for reading; nobody writes it (Id, audit fields). */
  | 'system';

const CALCULATED_TYPES: ReadonlySet<string> = new Set(['AutoNumber', 'Summary']);

/** `Id` and the like are told by name, custom fields by their file, well-known standard fields by the table. */
export function fieldSecurity(field: FieldShape): FieldSecurity {
  const at = field.name.indexOf('.');
  const object = field.name.slice(0, at);
  const local = field.name.slice(at + 1);
  if (ALWAYS_READABLE_FIELDS.has(local)) return 'system';
  if (ALWAYS_EDITABLE_FIELDS.has(local)) return 'follows-object';
  if (REQUIRED_STANDARD_FIELDS.has(field.name)) return 'follows-object';
  // Custom objects: their name field is always there, and records of custom settings and metadata types have no FLS.
  if (local === 'Name' && /__[a-z]+$/.test(object)) return 'follows-object';
  if (object.endsWith('__mdt')) return 'follows-object';
  if (field.type === 'MasterDetail' || field.required) return 'follows-object';
  if (field.formula || (field.type !== undefined && CALCULATED_TYPES.has(field.type))) return 'read-only';
  return 'permissionable';
}

const ADDRESS_PARTS = 'Street|City|State|PostalCode|Country|StateCode|CountryCode|Latitude|Longitude|GeocodeAccuracy';

/** Addresses of standard objects. Their parts carry no security of their own (community; the reference shows the whole alone). */
const ADDRESSES: Readonly<Record<string, readonly string[]>> = {
  Account: ['Billing', 'Shipping'],
  Contact: ['Mailing', 'Other'],
  Contract: ['Billing', 'Shipping'],
  Lead: [''],
  Order: ['Billing', 'Shipping'],
  Quote: ['Billing', 'Shipping', 'Additional', 'QuoteTo'],
};

/** The field whose security decides about a part of it: `Account.BillingAddress` for `Account.BillingCity`. */
export function wholeField(field: string): string {
  const at = field.indexOf('.');
  const object = field.slice(0, at);
  const [, kind] = new RegExp(`^(.*?)(?:${ADDRESS_PARTS})$`).exec(field.slice(at + 1)) ?? [];
  return kind !== undefined && ADDRESSES[object]?.includes(kind) ? `${object}.${kind}Address` : field;
}
