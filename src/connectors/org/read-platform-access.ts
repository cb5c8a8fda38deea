import type { PlatformAccess, PlatformFieldAccess, PlatformObjectAccess } from '../../model/platform-access.ts';
import { chunks } from './chunks.ts';
import { type Found, type Query, queryTogether } from './query.ts';
import { flagIn, type Row, textIn } from './row.ts';
import type { Wire } from './wire.ts';

/** Whom to ask about, and what. */
export interface PlatformQuestion {
  readonly username: string;
  /** Id of the user. */
  readonly userId: string;
  readonly objects: readonly string[];
  /** `Object.Field`. */
  readonly fields: readonly string[];
}

/** These objects ignore LIMIT and are not paged reliably, so a question stays far below 2,000 rows (facts 3.5). */
const OBJECTS_A_QUERY = 100;
const DEFINITIONS_A_QUERY = 8;
const FIELDS_A_QUERY = 100;

const ENTITY_COLUMNS =
  'EntityDefinition.QualifiedApiName, IsReadable, IsCreatable, IsEditable, IsUpdatable, IsDeletable';

/**
 * The platform's own answer to what a user may do, of any user: it needs View Setup, or Manage Users. Only equality is
 * understood, so users are asked about one by one; fields are only known by durable ids, which are read first (facts 3.3).
 */
export async function readPlatformAccess(wire: Wire, question: PlatformQuestion): Promise<PlatformAccess> {
  const { username, userId, objects, fields } = question;
  const refusals = new Set<string>();
  const rows = async (queries: readonly Query[]): Promise<readonly Row[]> => {
    const found = await queryTogether(wire, queries);
    for (const message of found.flatMap(refusalOf)) refusals.add(message);
    return found.flatMap((one) => (one.ok ? one.rows : []));
  };
  const [entities, definitions] = await Promise.all([
    rows(chunks(objects, OBJECTS_A_QUERY).map((names) => entityQuery(userId, names))),
    rows(chunks(objectsOf(fields), DEFINITIONS_A_QUERY).map(definitionQuery)),
  ]);
  const wanted = new Set(fields);
  const names = new Map<string, string>(
    definitions.flatMap((row) => {
      const name = `${textIn(row, 'EntityDefinition.QualifiedApiName')}.${textIn(row, 'QualifiedApiName')}`;
      return wanted.has(name) ? [[`${textIn(row, 'DurableId')}.${userId}`, name] as const] : [];
    }),
  );
  const accesses = await rows(chunks([...names.keys()], FIELDS_A_QUERY).map(fieldQuery));
  return {
    username,
    objects: new Map(
      entities.map((row) => [textIn(row, 'EntityDefinition.QualifiedApiName'), objectAccess(row)] as const),
    ),
    fields: new Map(
      accesses.flatMap((row) => {
        const name = names.get(textIn(row, 'DurableId'));
        return name === undefined ? [] : [[name, fieldAccess(row)] as const];
      }),
    ),
    refusals: [...refusals],
  };
}

function refusalOf(found: Found): readonly string[] {
  return found.ok ? [] : [[found.failure.code, found.failure.message].filter((text) => text !== '').join(': ')];
}

function objectsOf(fields: readonly string[]): readonly string[] {
  return [...new Set(fields.map((field) => field.slice(0, field.indexOf('.'))))].sort();
}

const listed = (names: readonly string[]): string =>
  names.map((name) => `'${name.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`).join(', ');

function entityQuery(userId: string, objects: readonly string[]): Query {
  const where = `UserId = '${userId}' AND EntityDefinition.QualifiedApiName IN (${listed(objects)})`;
  return { soql: `SELECT ${ENTITY_COLUMNS} FROM UserEntityAccess WHERE ${where}` };
}

function definitionQuery(objects: readonly string[]): Query {
  const columns = 'DurableId, QualifiedApiName, EntityDefinition.QualifiedApiName';
  const where = `EntityDefinition.QualifiedApiName IN (${listed(objects)})`;
  return { soql: `SELECT ${columns} FROM FieldDefinition WHERE ${where}` };
}

function fieldQuery(durableIds: readonly string[]): Query {
  const where = `DurableId IN (${listed(durableIds)})`;
  return { soql: `SELECT DurableId, IsAccessible, IsCreatable, IsUpdatable FROM UserFieldAccess WHERE ${where}` };
}

function objectAccess(row: Row): PlatformObjectAccess {
  return {
    read: flagIn(row, 'IsReadable'),
    create: flagIn(row, 'IsCreatable'),
    // The reference has both; IsEditable is the permission, IsUpdatable what the object allows besides.
    edit: flagIn(row, 'IsEditable') || flagIn(row, 'IsUpdatable'),
    delete: flagIn(row, 'IsDeletable'),
  };
}

function fieldAccess(row: Row): PlatformFieldAccess {
  return { read: flagIn(row, 'IsAccessible'), create: flagIn(row, 'IsCreatable'), edit: flagIn(row, 'IsUpdatable') };
}
