import type { SQLInputValue } from 'node:sqlite';
import { visibleRecords } from '../enforce/record-access.ts';
import type { UserAccess } from '../enforce/user-access.ts';
import type { Org } from '../org.ts';
import { OrgError } from '../org-error.ts';
import type { FieldType, ObjectType } from '../schema/object-type.ts';
import { isStored, quoted } from '../store/tables.ts';
import { malformed, tooComplicated, unknownField, unknownObject, unknownRelationship } from './query-error.ts';
import { tableOf } from './virtual-table.ts';

/** SQL with the values of its question marks, in order. */
export interface Sql {
  readonly text: string;
  readonly values: readonly SQLInputValue[];
}

/** A readable field of the driving object or of a parent. */
export interface BoundPath {
  readonly sql: string;
  readonly field: FieldType;
  /** Object the field belongs to: `Name` when the lookup may point at several. */
  readonly object: string;
  /** Relationships on the way, in their true spelling. */
  readonly parents: readonly BoundParent[];
}

export interface BoundParent {
  /** `Account`, `Owner`: the name of the relationship. */
  readonly name: string;
  /** SQL of the parent's id, null where it is missing or not visible. */
  readonly idSql: string;
  readonly object: string;
}

/** The tables of one SELECT, with the checks that every name goes through. */
export interface Scope {
  readonly org: Org;
  readonly access: UserAccess;
  readonly object: ObjectType;
  readonly alias: string;
  /** Query as written, for errors. */
  readonly text: string;
  readonly equals: ReadonlyMap<string, readonly string[]>;
  /** Deleted records too. */
  readonly all: boolean;
  /** LEFT JOINs needed so far, by alias. */
  readonly joins: Map<string, Sql>;
}

const MAX_PARENTS = 5;
/** Source: SOQL limits, 55 relationships to parents. */
const MAX_JOINS = 55;

export interface ScopeOptions {
  readonly org: Org;
  readonly access: UserAccess;
  readonly from: string;
  readonly text: string;
  /** Told apart from those of other SELECTs of the same statement. */
  readonly alias: string;
  readonly equals?: ReadonlyMap<string, readonly string[]>;
  readonly all?: boolean;
}

/** @throws OrgError `INVALID_TYPE` when the object is unknown or the user may not read it: both look the same */
export function openScope({ org, access, from, text, alias, equals = new Map(), all = false }: ScopeOptions): Scope {
  const object = org.schema.object(from);
  if (!object || !access.object(object).read) throw unknownObject(text, from);
  if (!object.queryable) {
    throw new OrgError(400, 'INVALID_TYPE_FOR_OPERATION', `entity type ${object.name} does not support query`);
  }
  return { org, access, object, alias, text, equals, all, joins: new Map() };
}

/** A path as it stands in a query: `Name`, `a.Name` with an alias, `Account.Owner.Name`. */
export function bindPath(scope: Scope, written: string, queryAlias?: string): BoundPath {
  const segments = written.split('.');
  const prefix = segments[0]?.toLowerCase();
  if (segments.length > 1 && (prefix === queryAlias?.toLowerCase() || isOwnName(scope, prefix))) segments.shift();
  if (segments.length - 1 > MAX_PARENTS)
    throw malformed(`A relationship path may have ${MAX_PARENTS} parents at most: ${written}`);
  const name = segments.pop() ?? '';
  let at: Position = { objects: [scope.object], aliases: [scope.alias], parents: [] };
  for (const relationship of segments) at = follow(scope, at, relationship, written);
  return finish(scope, at, name, written);
}

/** `Account.Name` in a query from Account means the account itself, unless it has a lookup of that name. */
function isOwnName({ object }: Scope, prefix: string | undefined): boolean {
  return (
    prefix === object.name.toLowerCase() &&
    !object.fields.some(({ relationshipName }) => relationshipName?.toLowerCase() === prefix)
  );
}

/** Polymorphic lookups whose path goes to the first object alone: `Parent.Profile.Name` works in tools (facts 1.2). */
const MAINLY: ReadonlySet<string> = new Set(['PermissionSet', 'PermissionSetLicense']);

interface Position {
  /** Several where the lookup may point at several objects. */
  readonly objects: readonly ObjectType[];
  readonly aliases: readonly string[];
  readonly parents: readonly BoundParent[];
}

function follow(scope: Scope, from: Position, relationship: string, written: string): Position {
  const [object] = from.objects;
  const [alias] = from.aliases;
  if (!object || alias === undefined || from.objects.length > 1)
    throw unknownRelationship(scope.text, written, relationship);
  const lookup = object.fields.find(
    ({ relationshipName }) => relationshipName?.toLowerCase() === relationship.toLowerCase(),
  );
  // A lookup that the user cannot read is no path (from memory: facts 10, point 5).
  if (!lookup || !scope.access.field(object, lookup).read) throw unknownRelationship(scope.text, written, relationship);
  const [main = ''] = lookup.referenceTo;
  const targets = (MAINLY.has(main) ? [main] : lookup.referenceTo)
    .map((name) => scope.org.schema.object(name))
    .filter((target) => target !== undefined && scope.access.object(target).read);
  if (targets.length === 0) throw unknownRelationship(scope.text, written, relationship);
  const aliases = targets.map((target) => joined(scope, alias, lookup, target as ObjectType));
  const ids = aliases.map((one) => `${one}."Id"`);
  const name = lookup.relationshipName ?? relationship;
  const idSql = ids.length === 1 ? (ids[0] ?? '') : `COALESCE(${ids.join(', ')})`;
  const isPolymorphic = lookup.referenceTo.length > 1 && !MAINLY.has(lookup.referenceTo[0] ?? '');
  return {
    objects: targets as ObjectType[],
    aliases,
    parents: [...from.parents, { name, idSql, object: isPolymorphic ? 'Name' : (targets[0]?.name ?? '') }],
  };
}

/** Joins a parent once. A parent that sharing hides or that was deleted is as good as none (best guess). */
function joined(scope: Scope, alias: string, lookup: FieldType, target: ObjectType): string {
  const joinAlias = `${alias}_${lookup.relationshipName ?? lookup.name}_${target.name}`;
  const known = quoted(joinAlias);
  if (scope.joins.size >= MAX_JOINS) throw tooComplicated();
  if (scope.joins.has(joinAlias)) return known;
  // Reserved at once: the condition below may ask for the same join.
  scope.joins.set(joinAlias, { text: '', values: [] });
  const visible = visibleRecords(scope.org, scope.access, target, joinAlias);
  const isKept = scope.org.schema.field(target, 'IsDeleted') && !scope.all ? ` AND ${known}."IsDeleted" IS NOT 1` : '';
  const on = `${known}."Id" = ${alias.startsWith('"') ? alias : quoted(alias)}.${quoted(lookup.name)}`;
  scope.joins.set(joinAlias, {
    text: `LEFT JOIN ${tableOf(scope, target, lookup.relationshipName)} ${known} ON ${on}${isKept}${visible ? ` AND ${visible.sql}` : ''}`,
    values: visible?.parameters ?? [],
  });
  return known;
}

/** Fields that every target of a polymorphic lookup shows. Source: SOQL reference, polymorphic relationships, `Name`. */
const NAME_FIELDS: ReadonlySet<string> = new Set([
  'id',
  'name',
  'firstname',
  'lastname',
  'username',
  'email',
  'alias',
  'isactive',
  'phone',
  'profileid',
  'userroleid',
  'title',
  'type',
]);

function finish(scope: Scope, at: Position, name: string, written: string): BoundPath {
  const { org, access, text } = scope;
  const [object] = at.objects;
  const isPolymorphic = at.parents.at(-1)?.object === 'Name';
  if (!object) throw unknownField(text, written, name, scope.object.name);
  if (!isPolymorphic) {
    const field = org.schema.field(object, name);
    if (!field || !access.field(object, field).read) throw unknownField(text, written, name, object.name);
    return { sql: columnSql(at.aliases[0] ?? '', field), field, object: object.name, parents: at.parents };
  }
  if (!NAME_FIELDS.has(name.toLowerCase())) throw unknownField(text, written, name, 'Name');
  if (name.toLowerCase() === 'type')
    return { sql: typeSql(at), field: typeField(object), object: 'Name', parents: at.parents };
  const columns = at.objects.flatMap((target, i) => {
    const field = org.schema.field(target, name);
    return field && access.field(target, field).read ? [{ field, sql: columnSql(at.aliases[i] ?? '', field) }] : [];
  });
  const [first] = columns;
  if (!first) throw unknownField(text, written, name, 'Name');
  const sql = columns.length === 1 ? first.sql : `COALESCE(${columns.map((column) => column.sql).join(', ')})`;
  return { sql, field: first.field, object: 'Name', parents: at.parents };
}

function columnSql(alias: string, field: FieldType): string {
  // Compound fields are put together when the record is shaped.
  if (!isStored(field)) return 'NULL';
  const column = `${alias.startsWith('"') ? alias : quoted(alias)}.${quoted(field.name)}`;
  // A boolean is never null, behind a missing parent neither.
  return field.type === 'boolean' ? `COALESCE(${column}, 0)` : column;
}

function typeSql({ objects, aliases }: Position): string {
  const cases = objects.map(
    ({ name }, i) => `WHEN ${aliases[i]}."Id" IS NOT NULL THEN '${name.replaceAll("'", "''")}'`,
  );
  return `CASE ${cases.join(' ')} END`;
}

function typeField(object: ObjectType): FieldType {
  const id = object.fields.find(({ type }) => type === 'id');
  if (!id) throw new Error(`${object.name} has no Id`);
  return { ...id, name: 'Type', type: 'picklist' };
}

/** FROM with all joins, and the condition that hides what sharing hides. */
export function fromSql(scope: Scope): { readonly from: Sql; readonly visible: Sql | undefined } {
  const visible = visibleRecords(scope.org, scope.access, scope.object, scope.alias);
  const joins = [...scope.joins.values()];
  return {
    from: {
      text: `FROM ${tableOf(scope, scope.object)} ${quoted(scope.alias)} ${joins.map(({ text }) => text).join(' ')}`,
      values: joins.flatMap(({ values }) => values),
    },
    visible: visible && { text: visible.sql, values: visible.parameters },
  };
}
