/**
 * Which fields carry field-level security at all. The others follow their object: no profile and no permission set can
 * open or close them.
 *
 * Source: Object Reference FieldPermissions (v67); Metadata API guide, PermissionSet `fieldPermissions`.
 */

/** Readable on every object for whoever may read the object; written by the system alone. */
const ALWAYS_READABLE_FIELDS: ReadonlySet<string> = new Set([
  'Id',
  'CreatedById',
  'CreatedDate',
  'IsDeleted',
  'LastModifiedById',
  'LastModifiedDate',
  'SystemModstamp',
  // Not in the reference: a retrieve of every field permission of an org lists none of these.
  'LastActivityDate',
  'LastReferencedDate',
  'LastViewedDate',
  'MasterRecordId',
  'PhotoUrl',
]);

/** Readable and writable on every object for whoever may read or write the object. */
const ALWAYS_EDITABLE_FIELDS: ReadonlySet<string> = new Set(['OwnerId']);

/** The same for single standard fields: no field permission of theirs is in a retrieve of them all. */
const SYSTEM_STANDARD_FIELDS: ReadonlySet<string> = new Set([
  'Case.HasCommentsUnreadByOwner',
  'Case.HasSelfServiceComments',
  'Case.IsClosed',
  'Contract.StatusCode',
  'Lead.ConvertedAccountId',
  'Lead.ConvertedContactId',
  'Lead.ConvertedDate',
  'Lead.ConvertedOpportunityId',
  'Lead.IsConverted',
  'Opportunity.Fiscal',
  'Opportunity.FiscalQuarter',
  'Opportunity.FiscalYear',
  'Opportunity.ForecastCategory',
  'Opportunity.HasOpenActivity',
  'Opportunity.HasOpportunityLineItem',
  'Opportunity.HasOverdueTask',
  'Opportunity.IsClosed',
  'Opportunity.IsWon',
  'Order.OrderNumber',
  'Order.StatusCode',
  'Product2.IsArchived',
]);

/** Standard fields of common objects, most of them required: `permissionable` is false in their describe. */
const OPEN_STANDARD_FIELDS: ReadonlySet<string> = new Set([
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
  // Not required, and in no retrieve either: parts of a name follow it, as parts of an address do theirs.
  'Case.Status',
  'Contact.FirstName',
  'Contact.Salutation',
  'Contract.Status',
  'Lead.FirstName',
  'Lead.IsUnreadByOwner',
  'Lead.Salutation',
  'Opportunity.ForecastCategoryName',
  'Opportunity.Pricebook2Id',
  'Product2.IsActive',
]);

/** Of the standard fields of activities only these carry security (seen in retrieves). */
const SECURED_ACTIVITY_FIELDS: ReadonlySet<string> = new Set([
  'Event.Description',
  'Event.IsAllDayEvent',
  'Event.Location',
  'Event.Type',
  'Event.WhatId',
  'Event.WhoId',
  'Task.ActivityDate',
  'Task.Description',
  'Task.Type',
  'Task.WhatId',
  'Task.WhoId',
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
  if (ALWAYS_READABLE_FIELDS.has(local) || SYSTEM_STANDARD_FIELDS.has(field.name)) return 'system';
  if (ALWAYS_EDITABLE_FIELDS.has(local)) return 'follows-object';
  const isActivity = (object === 'Task' || object === 'Event') && !local.endsWith('__c');
  if (isActivity && !SECURED_ACTIVITY_FIELDS.has(field.name)) return 'follows-object';
  if (OPEN_STANDARD_FIELDS.has(field.name)) return 'follows-object';
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
