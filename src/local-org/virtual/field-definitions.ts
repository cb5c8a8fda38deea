import { keptFile } from '../metadata/kept-files.ts';
import { childrenOf, textOf, type XmlNode } from '../metadata/xml-node.ts';
import type { FieldType, ObjectType } from '../schema/object-type.ts';
import type { StoredRow } from '../store/store.ts';
import { isStored } from '../store/tables.ts';
import { entityId, fieldId } from './durable-ids.ts';
import { namedObjects } from './entity-definitions.ts';
import { accessToObject, type Question, type RowMaker, seesAllDefinitions } from './question.ts';

const flag = (value: boolean): number => (value ? 1 : 0);

/** Types as Setup names them. Source: FieldDefinition.DataType in the Tooling API reference. */
function dataType(field: FieldType): string {
  const target = field.referenceTo.join(', ');
  if (field.autoNumber) return 'Auto Number';
  if (field.masterDetail) return `Master-Detail(${target})`;
  const names: Partial<Record<FieldType['type'], string>> = {
    id: 'Id',
    string: `Text(${field.length})`,
    textarea: field.length > 255 ? `Long Text Area(${field.length})` : 'Text Area(255)',
    boolean: 'Checkbox',
    int: `Number(${field.length || 8}, 0)`,
    double: `Number(${field.precision - field.scale}, ${field.scale})`,
    currency: `Currency(${field.precision - field.scale}, ${field.scale})`,
    percent: `Percent(${field.precision - field.scale}, ${field.scale})`,
    date: 'Date',
    datetime: 'Date/Time',
    time: 'Time',
    email: 'Email',
    phone: 'Phone',
    url: 'URL',
    picklist: 'Picklist',
    multipicklist: 'Picklist (Multi-Select)',
    reference: `Lookup(${target})`,
    address: 'Address',
    location: 'Geolocation',
    base64: 'Content',
    encryptedstring: `Text (Encrypted)(${field.length})`,
  };
  const name = names[field.type] ?? field.type;
  return field.calculated ? `Formula (${name.replace(/\(.*/, '')})` : name;
}

/** What field files say beside what the schema keeps: their classification. */
function fieldFiles({ org }: Question, object: ObjectType): ReadonlyMap<string, XmlNode> {
  const file = keptFile(org, 'CustomObject', object.name);
  return new Map(childrenOf(file, 'fields').map((node) => [textOf(node, 'fullName') ?? '', node]));
}

/** Fields of an object that the user may know of. */
function knownFields(question: Question, object: ObjectType): readonly FieldType[] {
  if (seesAllDefinitions(question)) return object.fields;
  const access = accessToObject(question, question.access.userId, object);
  return object.fields.filter((field) => access.field(object, field).read);
}

interface FieldOfObject {
  readonly object: ObjectType;
  readonly field: FieldType;
  readonly file: XmlNode | undefined;
  readonly userId: string;
}

function common({ object, field, userId }: FieldOfObject): StoredRow {
  const id = fieldId(object, field);
  return {
    Id: id,
    DurableId: id,
    EntityDefinitionId: entityId(object),
    QualifiedApiName: field.name,
    DeveloperName: field.name.replace(/__c$/, ''),
    Label: field.label,
    MasterLabel: field.label,
    NamespacePrefix: null,
    IsCalculated: flag(field.calculated),
    IsCompound: flag(!isStored(field)),
    IsNillable: flag(field.nillable),
    RelationshipName: field.relationshipName ?? null,
    Length: field.length,
    Precision: field.precision,
    Scale: field.scale,
    RunningUserFieldAccessId: `${id}.${userId}`,
  };
}

/** Columns: facts 3.3. Parts of compound fields are no definitions of their own. */
function definitionRow(one: FieldOfObject): StoredRow {
  const { field, file } = one;
  return {
    ...common(one),
    DataType: dataType(field),
    IsFlsEnabled: flag(field.permissionable),
    IsNameField: flag(field.nameField),
    SecurityClassification: textOf(file, 'securityClassification') ?? null,
    ComplianceGroup: textOf(file, 'complianceGroup') ?? null,
    BusinessStatus: textOf(file, 'businessStatus') ?? null,
  };
}

function particleRow(one: FieldOfObject): StoredRow {
  const { object, field } = one;
  const definition = object.fields.find(({ name }) => name === field.compound) ?? field;
  return {
    ...common(one),
    FieldDefinitionId: fieldId(object, definition),
    DataType: field.type,
    IsPermissionable: flag(field.permissionable),
    IsCreatable: flag(field.createable),
    IsUpdatable: flag(field.updateable),
    IsAutonumber: flag(field.autoNumber),
    IsComponent: flag(field.compound !== undefined),
    IsUnique: flag(field.unique),
    IsIdLookup: flag(field.type === 'id' || field.externalId),
    IsEncrypted: flag(field.type === 'encryptedstring'),
  };
}

function rowsOf(
  question: Question,
  makes: (field: FieldType) => boolean,
  row: (one: FieldOfObject) => StoredRow,
): readonly StoredRow[] {
  return namedObjects(question).flatMap((object) => {
    const files = fieldFiles(question, object);
    return knownFields(question, object)
      .filter(makes)
      .map((field) => row({ object, field, file: files.get(field.name), userId: question.access.userId }));
  });
}

export const fieldDefinitions: RowMaker = (question) =>
  rowsOf(question, ({ compound }) => compound === undefined, definitionRow);

export const entityParticles: RowMaker = (question) => rowsOf(question, () => true, particleRow);
