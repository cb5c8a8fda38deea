import { OBJECT_VERBS, type ObjectVerb, type Permission } from '../../model/permission.ts';
import type { PermissionDependency } from '../../model/permission-dependency.ts';
import { queryFirstPage } from './query.ts';
import type { Reading } from './reading.ts';
import { type Row, textIn } from './row.ts';

const COLUMNS = 'Id, Permission, PermissionType, RequiredPermission, RequiredPermissionType';
/** Seen in an org: about 9,300 edges. */
const MOST_PAGES = 50;

/**
 * Which permissions need which others, as this org says. The object takes no LIMIT and repeats rows when it is paged in the
 * usual way, so each page is a question of its own, from the last id on (facts 1.6).
 */
export async function readDependencies(reading: Reading): Promise<readonly PermissionDependency[]> {
  const edges = new Map<string, PermissionDependency>();
  let last = '';
  for (let page = 0; page < MOST_PAGES; page++) {
    const condition = last === '' ? '' : ` WHERE Id > '${last}'`;
    const soql = `SELECT ${COLUMNS} FROM PermissionDependency${condition} ORDER BY Id`;
    const found = await queryFirstPage(reading.wire, { soql, api: 'tooling' });
    if (!found.ok) {
      if (page === 0) reading.notes.refused('permissionDependencies', found.failure);
      else reading.notes.partial('permissionDependencies', `the list broke off: ${found.failure.message}`);
      break;
    }
    const before = edges.size;
    for (const row of found.rows) addEdge(edges, row);
    last = textIn(found.rows.at(-1) ?? {}, 'Id');
    if (edges.size === before || last === '') break;
  }
  if (edges.size > 0) reading.notes.read('permissionDependencies');
  return [...edges].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, edge]) => edge);
}

function addEdge(edges: Map<string, PermissionDependency>, row: Row): void {
  const permission = permissionOf(textIn(row, 'Permission'), textIn(row, 'PermissionType'));
  const requires = permissionOf(textIn(row, 'RequiredPermission'), textIn(row, 'RequiredPermissionType'));
  if (permission && requires)
    edges.set(`${textIn(row, 'Permission')} ${textIn(row, 'RequiredPermission')}`, { permission, requires });
}

const VERBS: Readonly<Record<string, ObjectVerb>> = {
  update: 'edit',
  viewAllRecords: 'viewAll',
  modifyAllRecords: 'modifyAll',
};

/** `ManageUsers` of type `User Permission`, `Account<read>` of type `Object Permission`. */
function permissionOf(text: string, type: string): Permission | undefined {
  if (/^user permission$/i.test(type)) return { kind: 'system', name: text };
  const [, object, word = ''] = /^(.+)<(\w+)>$/.exec(text) ?? [];
  const verb = VERBS[word] ?? OBJECT_VERBS.find((one) => one === word);
  return object === undefined || verb === undefined ? undefined : { kind: 'object', object, verb };
}
