import type { UserAccess } from '../enforce/user-access.ts';
import type { Org } from '../org.ts';
import type { FieldType, ObjectType } from '../schema/object-type.ts';

/** JSON of a describe. Keys: facts 10, point 6; those without a value of their own are constant. */
export type DescribeJson = Readonly<Record<string, unknown>>;

/** The short form, as in the global describe: what the platform and the user's permissions together allow. */
export function describeBrief(
  { access }: { readonly access: UserAccess },
  object: ObjectType,
  version: string,
): DescribeJson {
  const rights = access.object(object);
  const base = `/services/data/v${version}/sobjects/${object.name}`;
  const isCustom = /__\w+$/.test(object.name);
  return {
    activateable: false,
    associateEntityType: null,
    associateParentEntity: null,
    createable: rights.create,
    custom: isCustom,
    customSetting: object.kind === 'custom-setting',
    deepCloneable: false,
    deletable: rights.delete,
    deprecatedAndHidden: false,
    feedEnabled: false,
    hasSubtypes: false,
    isInterface: false,
    isSubtype: false,
    keyPrefix: object.keyPrefix === '' ? null : object.keyPrefix,
    label: object.label,
    labelPlural: object.labelPlural,
    layoutable: object.kind === 'data',
    mergeable: ['Account', 'Contact', 'Lead', 'Case'].includes(object.name) && rights.delete,
    mruEnabled: object.kind === 'data',
    name: object.name,
    queryable: object.queryable && rights.read,
    replicateable: object.kind === 'data',
    retrieveable: rights.read,
    searchable: object.kind === 'data' && rights.read,
    triggerable: object.kind === 'data',
    undeletable: rights.delete && object.fields.some(({ name }) => name === 'IsDeleted'),
    updateable: rights.edit,
    urls: { rowTemplate: `${base}/{ID}`, describe: `${base}/describe`, sobject: base },
  };
}

/** The whole describe of an object: fields that the user cannot read are not in it. */
export function describeObject(org: Org, access: UserAccess, object: ObjectType, version: string): DescribeJson {
  const children = org.schema
    .children(object)
    .filter((child) => access.object(child.object).read && access.field(child.object, child.field).read);
  return {
    actionOverrides: [],
    ...describeBrief({ access }, object, version),
    childRelationships: children.map((child) => ({
      cascadeDelete: child.field.masterDetail,
      childSObject: child.object.name,
      deprecatedAndHidden: false,
      field: child.field.name,
      junctionIdListNames: [],
      junctionReferenceTo: [],
      relationshipName: child.name,
      restrictedDelete: false,
    })),
    compactLayoutable: false,
    defaultImplementation: null,
    extendedBy: null,
    extendsInterfaces: null,
    fields: object.fields
      .filter((field) => access.field(object, field).read)
      .map((field) => describeField(access, object, field)),
    implementedBy: null,
    implementsInterfaces: null,
    listviewable: null,
    lookupLayoutable: null,
    namedLayoutInfos: [],
    networkScopeFieldName: null,
    recordTypeInfos: [],
    searchLayoutable: false,
    sobjectDescribeOption: 'FULL',
    supportedScopes: [{ label: 'All', name: 'everything' }],
  };
}

const SOAP_TYPES: Readonly<Record<string, string>> = {
  id: 'tns:ID',
  reference: 'tns:ID',
  boolean: 'xsd:boolean',
  int: 'xsd:int',
  double: 'xsd:double',
  currency: 'xsd:double',
  percent: 'xsd:double',
  date: 'xsd:date',
  datetime: 'xsd:dateTime',
  time: 'xsd:time',
  base64: 'xsd:base64Binary',
  address: 'urn:address',
  location: 'urn:location',
  anyType: 'xsd:anyType',
};
const UNSORTED: ReadonlySet<string> = new Set(['textarea', 'address', 'location', 'base64', 'encryptedstring']);

/** What the local org has for no field: filters on lookups, formulas' texts, masks. */
const SAME_FOR_ALL = {
  aiPredictionField: false,
  calculatedFormula: null,
  caseSensitive: false,
  controllerName: null,
  defaultValueFormula: null,
  dependentPicklist: false,
  deprecatedAndHidden: false,
  displayLocationInDecimal: false,
  extraTypeInfo: null,
  filteredLookupInfo: null,
  formulaTreatNullNumberAsZero: false,
  highScaleNumber: false,
  htmlFormatted: false,
  inlineHelpText: null,
  mask: null,
  maskType: null,
  queryByDistance: false,
  referenceTargetField: null,
  restrictedDelete: false,
  writeRequiresMasterRead: false,
};

function describeField(access: UserAccess, object: ObjectType, field: FieldType): DescribeJson {
  const rights = access.field(object, field);
  const objectRights = access.object(object);
  return {
    ...SAME_FOR_ALL,
    ...describeType(field),
    autoNumber: field.autoNumber,
    calculated: field.calculated,
    cascadeDelete: field.masterDetail,
    compoundFieldName: field.compound ?? null,
    createable: objectRights.create && rights.create,
    custom: field.custom,
    defaultValue: field.defaultValue ?? null,
    defaultedOnCreate: field.type === 'boolean' || field.name === 'OwnerId' || !field.createable,
    externalId: field.externalId,
    idLookup: field.type === 'id' || field.externalId,
    label: field.label,
    name: field.name,
    nameField: field.nameField,
    nillable: field.nillable,
    permissionable: field.permissionable,
    relationshipOrder: field.masterDetail ? 0 : null,
    unique: field.unique,
    updateable: objectRights.edit && rights.edit,
  };
}

/** What follows from the type. */
function describeType(field: FieldType): DescribeJson {
  const comparable = !UNSORTED.has(field.type);
  const isReference = field.type === 'reference';
  const isPolymorphic = isReference && field.referenceTo.length > 1;
  return {
    aggregatable: comparable,
    byteLength: field.length * 3,
    digits: field.type === 'int' ? 8 : 0,
    encrypted: field.type === 'encryptedstring',
    filterable: comparable,
    groupable: comparable && !['datetime', 'double', 'currency', 'percent'].includes(field.type),
    length: field.length,
    namePointing: isPolymorphic,
    picklistValues: field.picklistValues.map((value) => ({
      active: true,
      defaultValue: false,
      label: value,
      validFor: null,
      value,
    })),
    polymorphicForeignKey: isPolymorphic,
    precision: field.precision,
    referenceTo: field.referenceTo,
    relationshipName: field.relationshipName ?? null,
    restrictedPicklist: field.restrictedPicklist,
    scale: field.scale,
    searchPrefilterable: isReference,
    soapType: SOAP_TYPES[field.type] ?? 'xsd:string',
    sortable: comparable,
    type: field.type,
  };
}
