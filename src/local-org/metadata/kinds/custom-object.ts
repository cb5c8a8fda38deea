import { fieldSecurity } from '../../../platform/field-permissionability.ts';
import type { Org } from '../../org.ts';
import { objectFromText, plainField, pluralOf } from '../../schema/field-text.ts';
import type { FieldType, FieldTypeName, ObjectKind, ObjectType, SharingModel } from '../../schema/object-type.ts';
import { shareObjectType } from '../../schema/share-objects.ts';
import { dropFile, keepFile, keptFile, keptNames } from '../kept-files.ts';

import { componentProblem, type MetadataKind, type WriteOptions, type Written } from '../kind.ts';
import { newPrefix, putObject, removeObject } from '../objects.ts';
import { presumedObject, presumeFields } from '../presumed.ts';
import { childrenOf, element, isTrue, textOf, type XmlNode } from '../xml-node.ts';

const TYPES: ReadonlyMap<string, FieldTypeName> = new Map(
  Object.entries<FieldTypeName>({
    Text: 'string',
    TextArea: 'textarea',
    LongTextArea: 'textarea',
    Html: 'textarea',
    EncryptedText: 'encryptedstring',
    Number: 'double',
    Currency: 'currency',
    Percent: 'percent',
    Checkbox: 'boolean',
    Date: 'date',
    DateTime: 'datetime',
    Time: 'time',
    Email: 'email',
    Phone: 'phone',
    Url: 'url',
    Picklist: 'picklist',
    MultiselectPicklist: 'multipicklist',
    Lookup: 'reference',
    Hierarchy: 'reference',
    MasterDetail: 'reference',
    AutoNumber: 'string',
    Summary: 'double',
    Location: 'location',
    MetadataRelationship: 'string',
    ExternalLookup: 'string',
    IndirectLookup: 'string',
    File: 'string',
  }),
);

const SHARING: ReadonlyMap<string, SharingModel> = new Map(
  Object.entries<SharingModel>({
    Private: 'Private',
    Read: 'Read',
    ReadWrite: 'ReadWrite',
    ReadWriteTransfer: 'ReadWrite',
    FullAccess: 'FullAccess',
    ControlledByParent: 'ControlledByParent',
  }),
);

const API_NAME = /^(?:[a-zA-Z]\w*__)?[a-zA-Z](?:_?[a-zA-Z0-9])*__[a-z]+$/;
/** Trees that are not built yet have placeholders in their names: `%%%NAMESPACE%%%Invoice__c`. */
const LENIENT_NAME = /^[\w%]+$/;
/** Source: limits by edition, custom fields per object and from packages. */
const MAX_CUSTOM_FIELDS = 900;

/** Names become tables and columns: nothing but API names is let in. */
function checkNames(fullName: string, xml: XmlNode, { lenient }: WriteOptions): void {
  const wanted = lenient ? LENIENT_NAME : API_NAME;
  const fields = childrenOf(xml, 'fields').map((field) => textOf(field, 'fullName') ?? '');
  const custom = [fullName, ...fields].filter((name) => !/^[a-zA-Z][a-zA-Z0-9]*$/.test(name));
  const bad = custom.find((name) => !wanted.test(name));
  if (bad !== undefined)
    throw componentProblem(
      `The object name or field name you provided ${bad.slice(0, 80)} can only contain alphanumeric characters, must begin with a letter, cannot end with an underscore or contain two consecutive underscore characters`,
    );
  if (fields.length > MAX_CUSTOM_FIELDS) throw componentProblem('The maximum number of custom fields was reached');
}

/** Field elements of an object, by name: what a deployment brings is laid over what is there. */
function mergedFields(known: XmlNode | undefined, xml: XmlNode): readonly XmlNode[] {
  const fields = new Map(childrenOf(known, 'fields').map((field) => [textOf(field, 'fullName') ?? '', field]));
  for (const field of childrenOf(xml, 'fields')) fields.set(textOf(field, 'fullName') ?? '', field);
  return [...fields.values()].toSorted((a, b) =>
    (textOf(a, 'fullName') ?? '') < (textOf(b, 'fullName') ?? '') ? -1 : 1,
  );
}

/** The file as it is kept: properties of the new one, where it has any, and all fields. */
function merged(known: XmlNode | undefined, xml: XmlNode): XmlNode {
  const own = xml.children.filter(({ name }) => name !== 'fields' && name !== 'fullName');
  const before =
    known?.children.filter(({ name }) => name !== 'fields' && !own.some((node) => node.name === name)) ?? [];
  const all = [...before, ...own, ...mergedFields(known, xml)];
  return element(
    'CustomObject',
    all.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)),
  );
}

function kindOf(name: string, xml: XmlNode): ObjectKind {
  if (name.endsWith('__mdt')) return 'custom-metadata';
  return textOf(xml, 'customSettingsType') ? 'custom-setting' : 'data';
}

/** An object as its file describes it: a new one, or a standard one with custom fields. */
function objectOf(org: Org, name: string, xml: XmlNode): ObjectType {
  const known = org.schema.object(name);
  const isCustom = /__\w+$/.test(name);
  const label = textOf(xml, 'label') || known?.label || name;
  const base = known ?? newObject(org, name, kindOf(name, xml), label, xml);
  const fields = new Map(base.fields.map((field) => [field.name.toLowerCase(), field]));
  for (const field of childrenOf(xml, 'fields')) {
    for (const made of fieldsOf(org, base, field))
      fields.set(made.name.toLowerCase(), { ...fields.get(made.name.toLowerCase()), ...made });
  }
  const all = [...fields.values()];
  const asked = SHARING.get(textOf(xml, 'sharingModel') ?? '');
  const isDetail = all.some(({ masterDetail }) => masterDetail);
  return {
    ...base,
    label,
    labelPlural: textOf(xml, 'pluralLabel') || known?.labelPlural || pluralOf(label),
    sharing: isCustom && isDetail ? 'ControlledByParent' : (asked ?? base.sharing),
    fields: isDetail && isCustom ? all.filter((field) => field.name !== 'OwnerId') : all,
  };
}

function newObject(org: Org, name: string, kind: ObjectKind, label: string, xml: XmlNode): ObjectType {
  const isAutoNumber =
    textOf(
      xml.children.find((child) => child.name === 'nameField'),
      'type',
    ) === 'AutoNumber';
  const own =
    kind === 'custom-metadata'
      ? 'DeveloperName:string40! MasterLabel:string40! Language:picklist NamespacePrefix:string= QualifiedApiName:string='
      : '';
  const owner = kind === 'custom-setting' ? 'SetupOwnerId:reference>User' : 'OwnerId:reference>User|Group';
  return objectFromText({
    name,
    keyPrefix: newPrefix(org, name),
    kind,
    label,
    fields: kind === 'custom-metadata' ? own : `Name:string80${isAutoNumber ? '#' : ''} ${owner} IsDeleted:boolean=`,
  });
}

/** A field with the parts that it is made of: a place has a latitude and a longitude. */
function fieldsOf(org: Org, object: ObjectType, xml: XmlNode): readonly FieldType[] {
  const field = fieldOf(org, object, xml);
  if (field?.type !== 'location') return field ? [field] : [];
  const parts = ['Latitude', 'Longitude'].map((part): FieldType => {
    const plain = plainField(field.name.replace(/__c$/, `__${part}__s`), 'double');
    return { ...plain, scale: 8, custom: true, permissionable: false, compound: field.name };
  });
  return [{ ...field, createable: false, updateable: false }, ...parts];
}

/** A custom field, or what a file says of a standard one. */
function fieldOf(org: Org, object: ObjectType, xml: XmlNode): FieldType | undefined {
  const name = textOf(xml, 'fullName') ?? '';
  const metadataType = textOf(xml, 'type') ?? '';
  const known = org.schema.field(object, name);
  if (!name.endsWith('__c') || metadataType === '')
    return known && { ...known, label: textOf(xml, 'label') || known.label };
  const type = TYPES.get(metadataType);
  if (!type)
    throw componentProblem(`Field type ${metadataType} of ${object.name}.${name} is not known to the local org`);
  const formula = (textOf(xml, 'formula') ?? '') !== '';
  const required = isTrue(xml, 'required');
  const security = fieldSecurity({ name: `${object.name}.${name}`, type: metadataType, required, formula });
  const isMade = formula || metadataType === 'Summary' || metadataType === 'AutoNumber';
  const isMaster = metadataType === 'MasterDetail';
  const plain = plainField(name, type);
  const hasSecurity = object.kind === 'data' || object.kind === 'activity' || object.kind === 'setup';
  return {
    ...plain,
    label: textOf(xml, 'label') || plain.label,
    length: Number(textOf(xml, 'length') ?? plain.length),
    precision: Number(textOf(xml, 'precision') ?? plain.precision),
    scale: Number(textOf(xml, 'scale') ?? plain.scale),
    nillable: !required && !isMaster && type !== 'boolean',
    createable: !isMade,
    updateable: !isMade && !(isMaster && !isTrue(xml, 'reparentableMasterDetail')),
    permissionable: hasSecurity && (security === 'permissionable' || security === 'read-only'),
    calculated: formula || metadataType === 'Summary',
    autoNumber: metadataType === 'AutoNumber',
    externalId: isTrue(xml, 'externalId'),
    unique: isTrue(xml, 'unique'),
    defaultValue: type === 'boolean' ? textOf(xml, 'defaultValue') === 'true' : undefined,
    ...picklistOf(xml),
    ...referenceOf(name, metadataType, xml),
  };
}

function picklistOf(xml: XmlNode): Partial<FieldType> {
  const valueSet = xml.children.find(({ name }) => name === 'valueSet');
  const definition = valueSet?.children.find(({ name }) => name === 'valueSetDefinition');
  if (!definition) return {};
  return {
    picklistValues: childrenOf(definition, 'value').map((value) => textOf(value, 'fullName') ?? ''),
    restrictedPicklist: isTrue(valueSet, 'restricted'),
  };
}

function referenceOf(name: string, metadataType: string, xml: XmlNode): Partial<FieldType> {
  if (!['Lookup', 'MasterDetail', 'Hierarchy'].includes(metadataType)) return {};
  const children = textOf(xml, 'relationshipName');
  return {
    referenceTo: [textOf(xml, 'referenceTo') ?? (metadataType === 'Hierarchy' ? 'User' : '')].filter(
      (target) => target !== '',
    ),
    relationshipName: name.replace(/__c$/, '__r'),
    childRelationshipName: children === undefined || children === '' ? undefined : `${children}__r`,
    masterDetail: metadataType === 'MasterDetail',
  };
}

/** Files whose fields belong to other objects. */
const TARGETS: Readonly<Record<string, readonly string[]>> = { Activity: ['Task', 'Event'], PersonAccount: [] };

/** One object as the whole of its file says; `undefined` when there is no such standard object. */
function writeObject(org: Org, name: string, whole: XmlNode, options: WriteOptions): Written | undefined {
  const isCustom = /__\w+$/.test(name);
  const known = org.schema.object(name);
  const listed = childrenOf(whole, 'fields').map((field) => textOf(field, 'fullName') ?? '');
  if (!isCustom && !known && !presumedObject(org, name, options, listed)) {
    throw componentProblem(`Entity of type 'CustomObject' named '${name}' cannot be found`);
  }
  if (isCustom && !known && textOf(whole, 'label') === undefined && !options.lenient) {
    throw componentProblem('Must specify a non-empty label for the CustomObject');
  }
  const object = objectOf(org, name, whole);
  putObject(org, object);
  if (!isCustom) presumeFields(org, object, listed, options);
  const created = known === undefined;
  const hasShares = created && isCustom && object.fields.some((field) => field.name === 'OwnerId');
  const share = hasShares ? shareObjectType(object, newPrefix(org, '__Share')) : undefined;
  if (share) putObject(org, share);
  return { created, changed: !created };
}

export const CUSTOM_OBJECT: MetadataKind = {
  type: 'CustomObject',
  folder: 'objects',
  suffix: 'object',
  childTypes: [
    'CustomField',
    'ListView',
    'RecordType',
    'ValidationRule',
    'CompactLayout',
    'WebLink',
    'FieldSet',
    'BusinessProcess',
    'Index',
    'SharingReason',
  ],
  list: (org) => {
    const standard = org.schema
      .objects()
      .filter(({ kind }) => kind === 'data' || kind === 'activity')
      .map(({ name }) => name);
    return [...new Set([...standard, ...keptNames(org, 'CustomObject')])].sort();
  },
  read: (org, fullName) => {
    const kept = keptFile(org, 'CustomObject', fullName);
    const object = org.schema.object(fullName);
    if (kept || !object || object.kind === 'setup' || object.kind === 'log' || object.kind === 'virtual') return kept;
    return element('CustomObject', [element('label', object.label), element('sharingModel', object.sharing)]);
  },
  write: (org, fullName, xml, options) => {
    checkNames(fullName, xml, options);
    const known = keptFile(org, 'CustomObject', fullName);
    const whole = merged(known, xml);
    const targets = TARGETS[fullName] ?? [fullName];
    if (targets.length === 0 && !options.lenient)
      throw componentProblem(`Entity of type 'CustomObject' named '${fullName}' cannot be found`);
    const written = targets.map((name) => writeObject(org, name, whole, options));
    if (written.some((one) => one !== undefined)) keepFile(org, 'CustomObject', fullName, whole);
    return written[0] ?? { created: false, changed: false };
  },
  remove: (org, fullName) => {
    const object = org.schema.object(fullName);
    if (!object || !/__\w+$/.test(fullName) || !dropFile(org, 'CustomObject', fullName)) return false;
    removeObject(org, object);
    return true;
  },
};
