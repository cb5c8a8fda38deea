import type { Holder } from '../model/answer.ts';
import type { Integration } from '../model/integration.ts';
import { FieldBits, ObjectBits, type Permission } from '../model/permission.ts';
import { fieldSecurity } from '../platform/field-permissionability.ts';
import { READS_EVERY_FIELD } from '../platform/permission-dependencies.ts';
import type { AccessGraph } from './access-graph.ts';
import type { AccessibleField, AccessibleObject, EffectiveAccess } from './effective-access.ts';
import { type Sources, sourcesOf, sourcesOfIntegration } from './grant-sources.ts';
import { bitsOf, type GrantRows, type GrantTable, NO_ROWS } from './grant-table.ts';
import { decidingObject, decidingVerb, impliedObjectBits, settingReaders, takesObjectPermissions } from './implied.ts';
import { sourcesTable } from './resolve-table.ts';

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function namesOf(graph: AccessGraph, rows: GrantRows): readonly string[] {
  return Array.from(rows.ids, (id) => graph.snapshot.names[id] ?? '').sort(byText);
}

function objectOf(field: string): string {
  return field.slice(0, field.indexOf('.'));
}

/** One question at a time over a resolved table: everything the platform's rules say about one permission. */
interface Judge {
  hasSystem(name: string): boolean;
  objectGranted(object: string): number;
  /** On every object alike. */
  readonly objectImplied: number;
  /** Granted, implied, or decided by the parent it follows. */
  mayObject(object: string, verb: keyof typeof ObjectBits): boolean;
  fieldGranted(field: string): number;
  mayField(field: string, verb: keyof typeof FieldBits): boolean;
}

export function judge(graph: AccessGraph, table: GrantTable): Judge {
  const idOf = (name: string): number | undefined => graph.nameIds.get(name);
  const hasSystem = (name: string): boolean => bitsOf(table.system, idOf(name)) !== 0;
  const forAll = impliedObjectBits(hasSystem);
  const everyField = hasSystem(READS_EVERY_FIELD);
  const objectGranted = (object: string): number => bitsOf(table.objects, idOf(object));
  const mayObject: Judge['mayObject'] = (object, verb) => {
    const bit = ObjectBits[decidingVerb(object, verb)];
    if (((objectGranted(object) | forAll) & ObjectBits[verb]) !== 0) return true;
    if (verb === 'viewAllFields' && everyField) return true;
    if (((objectGranted(decidingObject(object)) | forAll) & bit) !== 0) return true;
    if (verb === 'read' && settingReaders(graph, object).some(hasSystem)) return true;
    const type = object.endsWith('__mdt') ? 'customMetadataType' : 'customSetting';
    return verb === 'read' && bitsOf(table.setup[type] ?? NO_ROWS, idOf(object)) !== 0;
  };
  const readsObject = (object: string): boolean => !takesObjectPermissions(object) || mayObject(object, 'read');
  const writesObject = (object: string): boolean =>
    !takesObjectPermissions(object) || mayObject(object, 'create') || mayObject(object, 'edit');
  const fieldGranted = (field: string): number => bitsOf(table.fields, idOf(field));
  return {
    hasSystem,
    objectGranted,
    objectImplied: forAll | (everyField ? ObjectBits.viewAllFields : 0),
    mayObject,
    fieldGranted,
    mayField: (field, verb) => {
      const object = objectOf(field);
      const definition = graph.fieldDefinitions.get(field);
      const security = fieldSecurity({
        name: field,
        type: definition?.type,
        required: definition?.required ?? false,
        formula: definition?.formula ?? false,
      });
      if (verb === 'read') {
        if (!readsObject(object)) return false;
        if (security === 'system' || security === 'follows-object') return true;
        if ((fieldGranted(field) & FieldBits.read) !== 0 || everyField) return true;
        return mayObject(object, 'viewAllFields');
      }
      if (security === 'system' || security === 'read-only' || !writesObject(object)) return false;
      return security === 'follows-object' || (fieldGranted(field) & FieldBits.edit) !== 0;
    },
  };
}

function accessibleObjects(graph: AccessGraph, table: GrantTable, judged: Judge): readonly AccessibleObject[] {
  return namesOf(graph, table.objects).map((object) => ({
    object,
    granted: judged.objectGranted(object),
    implied: judged.objectImplied,
  }));
}

function accessibleFields(graph: AccessGraph, table: GrantTable, judged: Judge): readonly AccessibleField[] {
  return namesOf(graph, table.fields).map((field) => {
    const granted = judged.fieldGranted(field);
    const object = objectOf(field);
    const free = !takesObjectPermissions(object);
    const reads = free || judged.mayObject(object, 'read');
    const writes = free || judged.mayObject(object, 'create') || judged.mayObject(object, 'edit');
    return { field, granted, live: granted & ((reads ? FieldBits.read : 0) | (writes ? FieldBits.edit : 0)) };
  });
}

/** The access that a table of grants amounts to. Lists are made when they are first looked at. */
function accessOf(graph: AccessGraph, holder: Holder, from: Sources): EffectiveAccess {
  const table = sourcesTable(graph, from.sources);
  const judged = judge(graph, table);
  let objects: readonly AccessibleObject[] | undefined;
  let fields: readonly AccessibleField[] | undefined;
  let system: readonly string[] | undefined;
  const may = (permission: Permission): boolean => {
    if (permission.kind === 'object') return judged.mayObject(permission.object, permission.verb);
    if (permission.kind === 'field') return judged.mayField(permission.field, permission.verb);
    if (permission.kind === 'system') return judged.hasSystem(permission.name);
    return bitsOf(table.setup[permission.type] ?? NO_ROWS, graph.nameIds.get(permission.name)) !== 0;
  };
  return {
    holder,
    bound: from.boundReasons.length === 0 ? 'exact' : 'at-least',
    boundReasons: from.boundReasons,
    get objects() {
      objects ??= accessibleObjects(graph, table, judged);
      return objects;
    },
    get fields() {
      fields ??= accessibleFields(graph, table, judged);
      return fields;
    },
    get systemPermissions() {
      system ??= namesOf(graph, table.system);
      return system;
    },
    setupEntities: (type) => namesOf(graph, table.setup[type] ?? NO_ROWS),
    hasSystem: judged.hasSystem,
    objectBits: judged.objectGranted,
    fieldBits: judged.fieldGranted,
    may,
  };
}

/** What a profile, set, group or user may do. An unknown holder may do nothing; what is missing makes it a lower bound. */
export function effectiveAccess(
  graph: AccessGraph,
  holder: { readonly kind: Holder['kind']; readonly id: string },
): EffectiveAccess {
  const { kind, id } = holder;
  const name = graph.containers.get(id)?.name ?? graph.groups.get(id)?.name ?? graph.users.get(id)?.username ?? id;
  return accessOf(graph, { kind, id, name }, sourcesOf(graph, holder));
}

/** What a leaked token of an integration opens: its users' access, and what its sets, groups and profiles give. */
export function integrationAccess(graph: AccessGraph, integration: Integration): EffectiveAccess {
  const holder = { kind: 'integration', id: integration.name, name: integration.name } as const;
  return accessOf(graph, holder, sourcesOfIntegration(graph, integration));
}
