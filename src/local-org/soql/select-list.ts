import { OrgError } from '../org-error.ts';
import { partName } from '../schema/compound.ts';

import type { FieldType, ObjectType } from '../schema/object-type.ts';
import { isStored } from '../store/tables.ts';
import { type BoundExpression, bindFunction } from './functions.ts';
import { malformed, unknownField, unknownRelationship, unsupported } from './query-error.ts';
import type { QueryTree, SelectItem } from './query-tree.ts';
import { type BoundParent, bindPath, type Scope } from './scope.ts';

/** One column of the answer, or several that make one value. */
export type Column =
  | {
      readonly kind: 'field';
      readonly name: string;
      readonly field: FieldType;
      readonly parents: readonly BoundParent[];
      readonly sql: string;
    }
  | {
      readonly kind: 'compound';
      readonly name: string;
      readonly parents: readonly BoundParent[];
      readonly parts: readonly CompoundPart[];
    }
  | { readonly kind: 'value'; readonly name: string; readonly text: string; readonly expression: BoundExpression }
  | {
      readonly kind: 'children';
      readonly name: string;
      readonly object: ObjectType;
      readonly lookup: FieldType;
      readonly query: QueryTree;
    }
  | { readonly kind: 'typeof'; readonly name: string; readonly branches: readonly TypedBranch[] };

export interface CompoundPart {
  /** `city`, as the compound value has it. */
  readonly name: string;
  readonly sql: string;
}

export interface TypedBranch {
  readonly object: ObjectType;
  readonly idSql: string;
  readonly fields: readonly { readonly field: FieldType; readonly sql: string }[];
}

/** Fields without a limit on rows come in groups of at most this many records. Source: SOQL reference, FIELDS(). */
const MAX_FIELDS_LIMIT = 200;

/** Checks and binds the select list, aggregates apart. */
export function selectColumns(scope: Scope, query: QueryTree): readonly Column[] {
  let expressions = 0;
  const columns = query.select.flatMap((item): readonly Column[] => {
    if (item.kind === 'path') {
      if (item.alias !== undefined) throw malformed('only aggregate expressions use field aliasing');
      return [pathColumn(scope, item.path, query.alias)];
    }
    if (item.kind === 'children') return [childrenColumn(scope, item)];
    if (item.kind === 'typeof') return [typeofColumn(scope, item)];
    if (item.call.name === 'FIELDS') return fieldsColumns(scope, query, String(item.call.arguments[0] ?? ''));
    const expression = bindFunction(scope, item.call, query.alias);
    const name = item.alias ?? `expr${expressions++}`;
    return [{ kind: 'value', name, text: item.call.text, expression }];
  });
  refuseDuplicates(columns);
  return columns;
}

/** Source: SOQL reference, FIELDS(). */
function refuseDuplicates(columns: readonly Column[]): void {
  const seen = new Set<string>();
  for (const column of columns) {
    const parents = column.kind === 'field' || column.kind === 'compound' ? column.parents : [];
    const name = [...parents.map((parent) => parent.name), column.name].join('.');
    if (seen.has(name.toLowerCase())) throw new OrgError(400, 'INVALID_FIELD', `duplicate field selected: ${name}`);
    seen.add(name.toLowerCase());
  }
}

function pathColumn(scope: Scope, path: string, alias: string | undefined): Column {
  const { field, parents, sql, object } = bindPath(scope, path, alias);
  if (isStored(field)) return { kind: 'field', name: field.name, field, parents, sql };
  return { kind: 'compound', name: field.name, parents, parts: compoundParts(scope, path, field, object, alias) };
}

/** The parts of an address or a place, read beside it. */
function compoundParts(
  scope: Scope,
  path: string,
  compound: FieldType,
  objectName: string,
  alias: string | undefined,
): readonly CompoundPart[] {
  const object = scope.org.schema.object(objectName);
  const before = path.includes('.') ? path.slice(0, path.lastIndexOf('.') + 1) : '';
  return (object?.fields ?? [])
    .filter((field) => field.compound === compound.name)
    .map((field) => ({
      name: partName(compound, field),
      sql: bindPath(scope, `${before}${field.name}`, alias).sql,
    }));
}

function fieldsColumns(scope: Scope, query: QueryTree, which: string): readonly Column[] {
  const group = which.toUpperCase();
  if (!['ALL', 'STANDARD', 'CUSTOM'].includes(group)) throw malformed(`unexpected token: FIELDS(${which})`);
  if (group !== 'STANDARD' && (query.limit === undefined || query.limit > MAX_FIELDS_LIMIT)) {
    throw malformed('The SOQL FIELDS function must have a LIMIT of at most 200');
  }
  const { object, access } = scope;
  return object.fields
    .filter(({ custom }) => group === 'ALL' || custom === (group === 'CUSTOM'))
    .filter((field) => access.field(object, field).read)
    .map((field) => pathColumn(scope, field.name, undefined));
}

function childrenColumn(scope: Scope, { relationship, query }: Extract<SelectItem, { kind: 'children' }>): Column {
  const { org, access, object, text } = scope;
  const own = `${object.name.toLowerCase()}.`;
  const asked = relationship.toLowerCase();
  // `FROM Account.Contacts` says the same as `FROM Contacts`.
  const wanted = asked.startsWith(own) ? asked.slice(own.length) : asked;
  const found = org.schema.children(object).find(({ name }) => name.toLowerCase() === wanted);
  if (!found || !access.object(found.object).read || !access.field(found.object, found.field).read) {
    throw unknownRelationship(text, relationship, relationship);
  }
  if (query.select.some(({ kind }) => kind === 'children')) throw unsupported('subqueries within subqueries');
  return { kind: 'children', name: found.name, object: found.object, lookup: found.field, query };
}

function typeofColumn(scope: Scope, { path, branches }: Extract<SelectItem, { kind: 'typeof' }>): Column {
  const { access, object, text } = scope;
  const lookup = object.fields.find(({ relationshipName }) => relationshipName?.toLowerCase() === path.toLowerCase());
  if (!lookup || !access.field(object, lookup).read) throw unknownRelationship(text, path, path);
  if (lookup.referenceTo.length < 2) throw malformed(`TYPEOF needs a polymorphic relationship: ${path}`);
  const named = new Set(
    branches.flatMap((branch) => (branch.object === undefined ? [] : [branch.object.toLowerCase()])),
  );
  const typed = branches.flatMap((branch) => {
    const targets =
      branch.object === undefined
        ? lookup.referenceTo.filter((name) => !named.has(name.toLowerCase()))
        : [branch.object];
    return targets.flatMap((name) => typedBranch(scope, lookup, name, branch.fields, branch.object === undefined));
  });
  if (!access.object(object).read) throw unknownField(text, path, path, object.name);
  return { kind: 'typeof', name: lookup.relationshipName ?? path, branches: typed };
}

/** A branch for one object. ELSE asks only what an object has; WHEN must be right. */
function typedBranch(
  scope: Scope,
  lookup: FieldType,
  name: string,
  fields: readonly string[],
  lenient: boolean,
): readonly TypedBranch[] {
  const { org, access, text } = scope;
  const target = org.schema.object(name);
  if (!target || !lookup.referenceTo.includes(target.name) || !access.object(target).read) {
    if (lenient) return [];
    throw unknownRelationship(text, name, name);
  }
  const only: FieldType = {
    ...lookup,
    referenceTo: [target.name],
    relationshipName: `${lookup.relationshipName}~${target.name}`,
  };
  const narrowed: Scope = {
    ...scope,
    object: { ...scope.object, fields: [...scope.object.fields, only] },
    access: readsToo(scope, only, lookup),
  };
  const bound = fields.flatMap((field) => {
    const known = org.schema.field(target, field);
    if ((!known || !access.field(target, known).read) && lenient) return [];
    const { field: found, sql } = bindPath(narrowed, `${only.relationshipName}.${field}`);
    return [{ field: found, sql }];
  });
  const id = bindPath(narrowed, `${only.relationshipName}.Id`);
  return [{ object: target, idSql: id.sql, fields: bound }];
}

/** The narrowed lookup is as readable as the lookup itself. */
function readsToo({ access }: Scope, only: FieldType, lookup: FieldType): Scope['access'] {
  return { ...access, field: (object, field) => access.field(object, field === only ? lookup : field) };
}
