import { ENABLED, FieldBits, ObjectBits } from '../../model/permission.ts';
import { addEarlierGrants } from './earlier-grants.ts';
import type { GrantStore } from './grant-store.ts';
import type { ContainerDraft } from './read-containers.ts';
import { readTable, type Table } from './read-table.ts';
import type { Reading } from './reading.ts';
import { isAsBefore, type MarkedTable, type TableMarks } from './table-marks.ts';

const OBJECT_FLAGS = [
  ['PermissionsRead', ObjectBits.read],
  ['PermissionsCreate', ObjectBits.create],
  ['PermissionsEdit', ObjectBits.edit],
  ['PermissionsDelete', ObjectBits.delete],
  ['PermissionsViewAllRecords', ObjectBits.viewAll],
  ['PermissionsModifyAllRecords', ObjectBits.modifyAll],
  ['PermissionsViewAllFields', ObjectBits.viewAllFields],
] as const;

/** A set-up entity that some container opens; its name is looked up when all are known. */
export interface OpenedEntity {
  readonly container: number;
  readonly entityId: string;
  readonly type: string;
}

/** Containers by the id that grants hang on; profiles, sets and muting sets alike. */
export function containerNumbers(drafts: readonly ContainerDraft[]): ReadonlyMap<string, number> {
  return new Map(drafts.map(({ recordId }, at) => [recordId, at]));
}

/** What grants hang on, and how the tables of grants stand; `undefined` when nobody wants to know. */
export interface Holders {
  readonly drafts: readonly ContainerDraft[];
  readonly numbers: ReadonlyMap<string, number>;
  readonly tables: TableMarks | undefined;
}

/** Object permissions, field permissions and tabs, straight into columns. Answers whether all could be read. */
export async function readGrants(
  reading: Reading,
  { drafts, numbers, tables }: Holders,
  store: GrantStore,
): Promise<void> {
  const { notes, earlier } = reading;
  const unlessAsBefore = (table: MarkedTable, kind: 'objects' | 'fields', work: typeof readFieldPermissions) => {
    if (!earlier || !tables || !isAsBefore(table, tables, earlier)) return work(reading, numbers, store);
    addEarlierGrants(kind, earlier, drafts, store);
    return undefined;
  };
  const outcomes = await Promise.all([
    unlessAsBefore('ObjectPermissions', 'objects', readObjectPermissions),
    unlessAsBefore('FieldPermissions', 'fields', readFieldPermissions),
    readTabs(reading, numbers, store),
  ]);
  for (const failure of outcomes.flatMap((outcome) => (outcome === undefined ? [] : [outcome]))) {
    notes.partial('profiles', failure);
    notes.partial('permissionSets', failure);
  }
}

/** Why a table could not be read, in words. */
type Outcome = string | undefined;

async function read(
  reading: Reading,
  table: Omit<Table, 'count'>,
  take: (cells: readonly string[]) => void,
): Promise<Outcome> {
  const { columns, counts, wire } = reading;
  if (!columns.has(table.object)) return `${table.object} may not be read`;
  const took = await readTable(wire, { ...table, count: counts.get(table.object) }, take);
  return took.ok ? undefined : `${table.object} could not be read: ${took.failure.message}`;
}

function readObjectPermissions(
  reading: Reading,
  numbers: ReadonlyMap<string, number>,
  store: GrantStore,
): Promise<Outcome> {
  const flags = OBJECT_FLAGS.filter(([column]) => reading.columns.of('ObjectPermissions', [column]).length > 0);
  const columns = ['Id', 'ParentId', 'SobjectType', ...flags.map(([column]) => column)];
  return read(reading, { object: 'ObjectPermissions', columns }, (cells) => {
    const [id = '', parent = '', object = '', ...values] = cells;
    const container = numbers.get(parent);
    // Ids that begin with 000 are no records: Modify All Data makes the org answer as if every object were granted.
    if (container === undefined || object === '' || id.startsWith('000')) return;
    let bits = 0;
    flags.forEach(([, bit], at) => {
      if (values[at] === 'true') bits |= bit;
    });
    store.add('objects', container, store.nameId(object), bits);
  });
}

function readFieldPermissions(
  reading: Reading,
  numbers: ReadonlyMap<string, number>,
  store: GrantStore,
): Promise<Outcome> {
  // The org wants both names in the question, though one of them says it all.
  const columns = ['ParentId', 'SobjectType', 'Field', 'PermissionsRead', 'PermissionsEdit'];
  return read(reading, { object: 'FieldPermissions', columns }, (cells) => {
    const container = numbers.get(cells[0] ?? '');
    const field = cells[2] ?? '';
    if (container === undefined || field === '') return;
    const bits = (cells[3] === 'true' ? FieldBits.read : 0) | (cells[4] === 'true' ? FieldBits.edit : 0);
    store.add('fields', container, store.nameId(field), bits);
  });
}

function readTabs(reading: Reading, numbers: ReadonlyMap<string, number>, store: GrantStore): Promise<Outcome> {
  const columns = ['ParentId', 'Name', 'Visibility'];
  return read(reading, { object: 'PermissionSetTabSetting', columns }, ([parent = '', name = '', visibility = '']) => {
    const container = numbers.get(parent);
    if (container !== undefined && visibility !== '') store.add('tab', container, store.nameId(name), ENABLED);
  });
}

/** Which set-up entities are opened by whom. */
export async function readOpenedEntities(
  reading: Reading,
  numbers: ReadonlyMap<string, number>,
): Promise<readonly OpenedEntity[]> {
  const opened: OpenedEntity[] = [];
  const columns = ['ParentId', 'SetupEntityId', 'SetupEntityType'];
  const failure = await read(
    reading,
    { object: 'SetupEntityAccess', columns },
    ([parent = '', entityId = '', type = '']) => {
      const container = numbers.get(parent);
      if (container !== undefined && entityId !== '') opened.push({ container, entityId, type });
    },
  );
  if (failure !== undefined) {
    reading.notes.partial('profiles', failure);
    reading.notes.partial('permissionSets', failure);
  }
  return opened;
}
