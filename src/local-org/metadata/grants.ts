import { hasObjectPermissions } from '../../platform/objects-without-permissions.ts';
import { USER_PERMISSION_NEEDS, USER_PERMISSION_OBJECT_NEEDS } from '../../platform/permission-dependencies.ts';
import { isKnownUserPermission } from '../../platform/user-permissions.ts';
import type { Org } from '../org.ts';
import type { FieldType, ObjectType } from '../schema/object-type.ts';
import type { StoredRow, StoredValue } from '../store/store.ts';
import { componentProblem, type Retrieved, type WriteOptions } from './kind.ts';
import { presumedObject, presumeFields } from './presumed.ts';
import { allRows, firstRow, flag, insertRow, typeOf } from './records.ts';
import { element, elements, isTrue, textOf, type XmlNode } from './xml-node.ts';

const OBJECT_FLAGS = [
  ['allowCreate', 'PermissionsCreate'],
  ['allowDelete', 'PermissionsDelete'],
  ['allowEdit', 'PermissionsEdit'],
  ['allowRead', 'PermissionsRead'],
  ['modifyAllRecords', 'PermissionsModifyAllRecords'],
  ['viewAllFields', 'PermissionsViewAllFields'],
  ['viewAllRecords', 'PermissionsViewAllRecords'],
] as const;

/** Elements that grant a set-up entity: the element, its child with the name, the object, its name column. */
const ENTITIES = [
  ['applicationVisibilities', 'application', 'TabSet', 'DeveloperName', 'visible'],
  ['classAccesses', 'apexClass', 'ApexClass', 'Name', 'enabled'],
  ['customPermissions', 'name', 'CustomPermission', 'DeveloperName', 'enabled'],
  [
    'externalCredentialPrincipalAccesses',
    'externalCredentialPrincipal',
    'ExternalCredentialParameter',
    'DeveloperName',
    'enabled',
  ],
  ['externalDataSourceAccesses', 'externalDataSource', 'ExternalDataSource', 'DeveloperName', 'enabled'],
  ['flowAccesses', 'flow', 'FlowDefinition', 'DeveloperName', 'enabled'],
  ['pageAccesses', 'apexPage', 'ApexPage', 'Name', 'enabled'],
] as const;
/** How deploy errors call the types. */
const ENTITY_TYPES: Readonly<Record<string, string>> = {
  TabSet: 'CustomApplication',
  FlowDefinition: 'Flow',
  ExternalCredentialParameter: 'ExternalCredential',
};
const OWN_OBJECTS = [
  ['customMetadataTypeAccesses', 'custom-metadata'],
  ['customSettingAccesses', 'custom-setting'],
] as const;

/** Where grants are written, and how strictly. */
export interface GrantTarget {
  readonly org: Org;
  readonly parentId: string;
  readonly options: WriteOptions;
  /** Muting sets mute what they name: rules about what needs what do not apply. */
  readonly muting: boolean;
}

/** A reference that leads nowhere: refused, or left out with a warning. */
function missing({ options }: GrantTarget, problem: string): undefined {
  if (!options.lenient) throw componentProblem(problem);
  options.warn(problem);
  return undefined;
}

/** Writes the object permissions of a file over what the container has. */
export function writeObjectPermissions(target: GrantTarget, xml: readonly XmlNode[]): void {
  const { org, parentId, options, muting } = target;
  for (const entry of xml.filter(({ name }) => name === 'objectPermissions')) {
    const name = textOf(entry, 'object') ?? '';
    const object = org.schema.object(name) ?? presumedObject(org, name, options);
    if (!object || (object.kind === 'data' && !hasObjectPermissions(object.name))) {
      missing(target, `In field: object - no CustomObject named ${name} found`);
      continue;
    }
    const flags = Object.fromEntries(OBJECT_FLAGS.map(([tag, column]) => [column, flag(isTrue(entry, tag))]));
    if (!muting && !options.lenient) checkObjectFlags(object, flags);
    replaceRow(target, 'ObjectPermissions', { ParentId: parentId, SobjectType: object.name }, flags);
  }
}

/** Texts: facts 1.6. */
function checkObjectFlags(object: ObjectType, flags: StoredRow): void {
  const has = (verb: string) => flags[`Permissions${verb}`] === 1;
  const needs: readonly (readonly [string, string, readonly string[]])[] = [
    ['Create', 'Create', ['Read']],
    ['Edit', 'Edit', ['Read']],
    ['Delete', 'Delete', ['Read', 'Edit']],
    ['ViewAllRecords', 'View All', ['Read']],
    ['ModifyAllRecords', 'Modify All', ['Read', 'Edit', 'Delete', 'ViewAllRecords']],
  ];
  for (const [verb, words, needed] of needs) {
    const gaps = needed.filter((need) => !has(need));
    if (!has(verb) || gaps.length === 0) continue;
    throw componentProblem(
      `Permission ${words} ${object.name} depends on permission(s): ${gaps.map((gap) => `${gap} ${object.name}`).join(', ')}`,
    );
  }
}

/** A detail may be read only by who may read its master. */
export function checkMasters({ org, parentId, options }: GrantTarget): void {
  if (options.lenient) return;
  for (const row of allRows(org, 'ObjectPermissions', { ParentId: parentId, PermissionsRead: 1 })) {
    const object = org.schema.object(String(row['SobjectType']));
    const master = object?.fields.find(({ masterDetail }) => masterDetail)?.referenceTo[0];
    if (object === undefined || master === undefined) continue;
    const found = firstRow(org, 'ObjectPermissions', { ParentId: parentId, SobjectType: master });
    if (found?.['PermissionsRead'] !== 1)
      throw componentProblem(`Permission Read ${object.name} depends on permission(s): Read ${master}`);
  }
}

/** A row with these values, or none when it grants nothing. */
function replaceRow({ org, options }: GrantTarget, object: string, match: StoredRow, flags: StoredRow): void {
  const known = firstRow(org, object, match);
  const grantsNothing = Object.values(flags).every((value) => value === 0);
  if (known && grantsNothing) org.store.remove(typeOf(org, object), String(known['Id']));
  else if (known) org.store.update(typeOf(org, object), String(known['Id']), flags);
  else if (!grantsNothing) insertRow(org, object, options.userId, { ...match, ...flags });
}

export function writeFieldPermissions(target: GrantTarget, xml: readonly XmlNode[]): void {
  presumeGranted(target, xml);
  for (const entry of xml.filter(({ name }) => name === 'fieldPermissions')) {
    const path = textOf(entry, 'field') ?? '';
    // Old retrieves list fields of custom metadata types, which carry no security.
    if (target.options.lenient && path.includes('__mdt.')) continue;
    const found = fieldOf(target.org, path);
    if (!found) {
      missing(target, `In field: field - no CustomField named ${path} found`);
      continue;
    }
    const { object, field } = found;
    if (!field.permissionable) {
      missing(target, `You cannot deploy to a required field: ${object.name}.${field.name}`);
      continue;
    }
    const isMade = field.calculated || field.autoNumber;
    // A formula cannot be edited: whether a deployment says so or lowers it is not confirmed (facts 7.3).
    const edit = isTrue(entry, 'editable') && !isMade;
    const read = isTrue(entry, 'readable') || (edit && !target.muting);
    const match = { ParentId: target.parentId, SobjectType: object.name, Field: `${object.name}.${field.name}` };
    replaceRow(target, 'FieldPermissions', match, { PermissionsRead: flag(read), PermissionsEdit: flag(edit) });
  }
}

/** Standard objects and fields that are granted and have no table here: trees that are loaded bring them along. */
function presumeGranted({ org, options }: GrantTarget, xml: readonly XmlNode[]): void {
  if (!options.lenient) return;
  const granted = xml.filter(({ name }) => name === 'fieldPermissions').map((entry) => textOf(entry, 'field') ?? '');
  const byObject = Map.groupBy(granted, (path) => path.split('.')[0] ?? '');
  for (const [name, paths] of byObject) {
    const fields = paths.map((path) => path.split('.')[1] ?? '');
    const object = org.schema.object(name);
    if (object) presumeFields(org, object, fields, options);
    else presumedObject(org, name, options, fields);
  }
}

function fieldOf(
  { schema }: Org,
  path: string,
): { readonly object: ObjectType; readonly field: FieldType } | undefined {
  const [objectName = '', fieldName = ''] = path.split('.');
  const object = schema.object(objectName);
  const field = object && (schema.field(object, fieldName) ?? schema.field(object, `${fieldName}Id`));
  return object && field && { object, field };
}

/** Access to classes, pages, apps, custom permissions and the like. */
export function writeEntities(target: GrantTarget, xml: readonly XmlNode[]): void {
  const { org, parentId, options } = target;
  for (const [tag, child, type, column, switchTag] of ENTITIES) {
    for (const entry of xml.filter(({ name }) => name === tag)) {
      const name = textOf(entry, child) ?? '';
      const id = firstRow(org, type, { [column]: name })?.['Id'] ?? undefined;
      if (id === undefined)
        missing(target, `In field: ${child} - no ${ENTITY_TYPES[type] ?? type} named ${name} found`);
      else grantEntity(org, parentId, options.userId, id, type, isTrue(entry, switchTag));
    }
  }
  for (const [tag, kind] of OWN_OBJECTS) {
    for (const entry of xml.filter(({ name }) => name === tag)) {
      const name = textOf(entry, 'name') ?? '';
      const object = org.schema.object(name);
      if (object?.kind !== kind) missing(target, `In field: name - no CustomObject named ${name} found`);
      else
        grantEntity(
          org,
          parentId,
          options.userId,
          object.keyPrefix,
          'CustomEntityDefinition',
          isTrue(entry, 'enabled'),
        );
    }
  }
}

export function grantEntity(
  org: Org,
  parentId: string,
  userId: string,
  id: StoredValue,
  type: string,
  enabled: boolean,
): void {
  const match = { ParentId: parentId, SetupEntityId: id };
  const known = firstRow(org, 'SetupEntityAccess', match);
  if (enabled && !known) insertRow(org, 'SetupEntityAccess', userId, { ...match, SetupEntityType: type });
  if (!enabled && known) org.store.remove(typeOf(org, 'SetupEntityAccess'), String(known['Id']));
}

/** As sets and as profiles spell them. */
const VISIBILITIES: ReadonlyMap<string, string> = new Map([
  ['Visible', 'DefaultOn'],
  ['Available', 'DefaultOff'],
  ['DefaultOn', 'DefaultOn'],
  ['DefaultOff', 'DefaultOff'],
]);

export function writeTabs({ org, parentId, options }: GrantTarget, xml: readonly XmlNode[]): void {
  for (const entry of xml.filter(({ name }) => name === 'tabSettings' || name === 'tabVisibilities')) {
    const Visibility = VISIBILITIES.get(textOf(entry, 'visibility') ?? '');
    const match = { ParentId: parentId, Name: textOf(entry, 'tab') ?? '' };
    const known = firstRow(org, 'PermissionSetTabSetting', match);
    if (known) org.store.remove(typeOf(org, 'PermissionSetTabSetting'), String(known['Id']));
    if (Visibility) insertRow(org, 'PermissionSetTabSetting', options.userId, { ...match, Visibility });
  }
}

/** Columns of the system permissions that a file names; unknown ones are refused. */
export function userPermissionColumns(target: GrantTarget, xml: readonly XmlNode[]): StoredRow {
  const columns: Record<string, StoredValue> = {};
  for (const entry of xml.filter(({ name }) => name === 'userPermissions')) {
    const name = textOf(entry, 'name') ?? '';
    if (!isKnownUserPermission(name)) missing(target, `Unknown user permission: ${name}`);
    else columns[`Permissions${name}`] = flag(isTrue(entry, 'enabled'));
  }
  return columns;
}

/** System permissions without those they need. */
export function checkUserPermissions({ options, muting }: GrantTarget, columns: StoredRow): void {
  if (options.lenient || muting) return;
  for (const [name, needs] of Object.entries(USER_PERMISSION_NEEDS)) {
    const gaps = columns[`Permissions${name}`] === 1 ? needs.filter((need) => columns[`Permissions${need}`] !== 1) : [];
    if (gaps.length > 0) throw componentProblem(`Permission ${name} depends on permission(s): ${gaps.join(', ')}`);
  }
}

/** … and the object permissions that they need, once those are written. */
export function checkObjectsOfPermissions({ org, parentId, options }: GrantTarget, columns: StoredRow): void {
  if (options.lenient) return;
  for (const [name, needs] of Object.entries(USER_PERMISSION_OBJECT_NEEDS)) {
    const gaps = columns[`Permissions${name}`] === 1 ? needs.filter((need) => !grants(org, parentId, need)) : [];
    const named = gaps.map((gap) => {
      const [object = '', verb = ''] = gap.split('.');
      return `${verb.charAt(0).toUpperCase()}${verb.slice(1)} ${object}`;
    });
    if (named.length > 0) throw componentProblem(`Permission ${name} depends on permission(s): ${named.join(', ')}`);
  }
}

/** Whether a container has `Order.edit`. */
function grants(org: Org, parentId: string, need: string): boolean {
  const [object = '', verb = ''] = need.split('.');
  if (!org.schema.object(object)) return true;
  const row = firstRow(org, 'ObjectPermissions', { ParentId: parentId, SobjectType: object });
  return row?.[`Permissions${verb.charAt(0).toUpperCase()}${verb.slice(1)}`] === 1;
}

const byFirstText = (a: XmlNode, b: XmlNode): number => (sortText(a) < sortText(b) ? -1 : 1);
const sortText = ({ children }: XmlNode): string =>
  children.find(({ text }) => text !== 'true' && text !== 'false')?.text ?? '';

/** The grants of a container as elements, sorted as Salesforce sorts them. */
export function readGrants(org: Org, parentId: string, retrieved: Retrieved, row: StoredRow): readonly XmlNode[] {
  const entities = allRows(org, 'SetupEntityAccess', { ParentId: parentId });
  const permissions = Object.keys(row).filter((column) => column.startsWith('Permissions') && row[column] === 1);
  return [
    ...readEntities(org, entities, retrieved),
    ...allRows(org, 'FieldPermissions', { ParentId: parentId })
      .filter(
        (grant) =>
          retrieved.has('CustomField', String(grant['Field'])) ||
          retrieved.has('CustomObject', String(grant['SobjectType'])),
      )
      .map((grant) =>
        element(
          'fieldPermissions',
          elements({
            editable: grant['PermissionsEdit'] === 1,
            field: String(grant['Field']),
            readable: grant['PermissionsRead'] === 1,
          }),
        ),
      )
      .toSorted(byFirstText),
    ...allRows(org, 'ObjectPermissions', { ParentId: parentId })
      .filter((grant) => retrieved.has('CustomObject', String(grant['SobjectType'])))
      .map(objectElement)
      .toSorted(byFirstText),
    ...allRows(org, 'PermissionSetTabSetting', { ParentId: parentId })
      .map((tab) =>
        element(
          'tabSettings',
          elements({
            tab: String(tab['Name']),
            visibility: tab['Visibility'] === 'DefaultOn' ? 'Visible' : 'Available',
          }),
        ),
      )
      .toSorted(byFirstText),
    ...permissions
      .sort()
      .map((column) =>
        element('userPermissions', elements({ enabled: true, name: column.slice('Permissions'.length) })),
      ),
  ];
}

function objectElement(row: StoredRow): XmlNode {
  const flags = OBJECT_FLAGS.map(([tag, column]) => [tag, row[column] === 1] as const);
  const before = Object.fromEntries(flags.slice(0, 5));
  const after = Object.fromEntries(flags.slice(5));
  return element('objectPermissions', elements({ ...before, object: String(row['SobjectType']), ...after }));
}

function readEntities(org: Org, entities: readonly StoredRow[], retrieved: Retrieved): readonly XmlNode[] {
  const named = ENTITIES.flatMap(([tag, child, type, column, switchTag]) =>
    entities
      .filter((row) => row['SetupEntityType'] === type)
      .flatMap((row) => {
        const name = org.store.get(typeOf(org, type), String(row['SetupEntityId']))?.[column];
        if (name === undefined || name === null || !retrieved.has(ENTITY_TYPES[type] ?? type, String(name))) return [];
        const values =
          child < switchTag
            ? { [child]: String(name), [switchTag]: true }
            : { [switchTag]: true, [child]: String(name) };
        return [element(tag, elements(values))];
      })
      .toSorted(byFirstText),
  );
  const objects = OWN_OBJECTS.flatMap(([tag, kind]) =>
    entities.flatMap((row) => {
      const object =
        row['SetupEntityType'] === 'CustomEntityDefinition'
          ? org.schema.byKeyPrefix(String(row['SetupEntityId']))
          : undefined;
      return object?.kind === kind ? [element(tag, elements({ enabled: true, name: object.name }))] : [];
    }),
  );
  return [...named, ...objects].toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}
