import type { Container } from '../model/container.ts';
import type { GrantColumn } from '../model/grants.ts';
import type { Origin } from '../model/origin.ts';
import { ENABLED, FieldBits, ObjectBits, type Permission } from '../model/permission.ts';
import type { AccessGraph } from './access-graph.ts';
import type { GrantSource } from './grant-sources.ts';
import { bitsOf, type GrantRows, type GrantTable, NO_ROWS } from './grant-table.ts';
import { containerTable, groupTable } from './resolve-table.ts';

function columnOf(container: Container, permission: Permission): GrantColumn | undefined {
  if (permission.kind === 'object') return container.grants.objects;
  if (permission.kind === 'field') return container.grants.fields;
  if (permission.kind === 'system') return container.grants.system;
  return container.grants.setup[permission.type];
}

function rowsFor(table: GrantTable, permission: Permission): GrantRows {
  if (permission.kind === 'object') return table.objects;
  if (permission.kind === 'field') return table.fields;
  if (permission.kind === 'system') return table.system;
  return table.setup[permission.type] ?? NO_ROWS;
}

/** The name a row of its column goes by. */
export function nameIn(permission: Permission): string {
  if (permission.kind === 'object') return permission.object;
  return permission.kind === 'field' ? permission.field : permission.name;
}

export function bitIn(permission: Permission): number {
  if (permission.kind === 'object') return ObjectBits[permission.verb];
  return permission.kind === 'field' ? FieldBits[permission.verb] : ENABLED;
}

/** Whether a table holds exactly this permission: nothing implied. */
export function holds(graph: AccessGraph, table: GrantTable, permission: Permission): boolean {
  return (bitsOf(rowsFor(table, permission), graph.nameIds.get(nameIn(permission))) & bitIn(permission)) !== 0;
}

export function containerHolds(graph: AccessGraph, container: Container, permission: Permission): boolean {
  return holds(graph, containerTable(graph, container), permission);
}

/** Whether a source passes a permission on: its container has it, and its group does not mute it. */
export function passesOn(graph: AccessGraph, source: GrantSource, permission: Permission): boolean {
  if (!containerHolds(graph, source.container, permission)) return false;
  return source.group === undefined || holds(graph, groupTable(graph, source.group, [source.container]), permission);
}

/** Where a container's file names the permission, granted or not; `undefined` when it does not. */
export function entryOrigin(
  graph: AccessGraph,
  container: Container,
  permission: Permission,
): (Origin & { readonly granted: boolean }) | undefined {
  const column = columnOf(container, permission);
  const id = graph.nameIds.get(nameIn(permission));
  if (column === undefined || id === undefined) return undefined;
  const bit = bitIn(permission);
  let listed = -1;
  for (let row = 0; row < column.ids.length; row++) {
    if (column.ids[row] !== id) continue;
    if (listed < 0) listed = row;
    if (((column.bits[row] ?? 0) & bit) === 0) continue;
    listed = row;
    break;
  }
  if (listed < 0) return undefined;
  return {
    path: container.files[column.fileOf?.[listed] ?? 0] ?? '',
    line: column.lines[listed] ?? 0,
    granted: ((column.bits[listed] ?? 0) & bit) !== 0,
  };
}
