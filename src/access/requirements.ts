import type { Permission } from '../model/permission.ts';
import { type FieldSecurity, fieldSecurity } from '../platform/field-permissionability.ts';
import { OBJECT_VERBS_FOR_ALL, READS_EVERY_FIELD } from '../platform/permission-dependencies.ts';
import type { AccessGraph } from './access-graph.ts';
import { decidingObject, decidingVerb, settingReaders, takesObjectPermissions } from './implied.ts';

/** Entries of which any one will do. The first is the plain one. */
export interface Clause {
  readonly about: 'the object' | 'the field' | 'it';
  readonly openers: readonly Opener[];
}

export interface Opener {
  readonly permission: Permission;
  readonly kind: 'granted' | 'implied';
}

type ObjectVerb = Extract<Permission, { kind: 'object' }>['verb'];

const granted = (permission: Permission): Opener => ({ permission, kind: 'granted' });
const implied = (permission: Permission): Opener => ({ permission, kind: 'implied' });

function objectOpeners(graph: AccessGraph, object: string, verb: ObjectVerb): readonly Opener[] {
  const parent = decidingObject(object);
  const forAll = Object.entries(OBJECT_VERBS_FOR_ALL)
    .filter(([, verbs]) => (verbs as readonly string[]).includes(parent === object ? verb : decidingVerb(object, verb)))
    .map(([name]) => implied({ kind: 'system', name }));
  const settings =
    verb === 'read' ? ([object.endsWith('__mdt') ? 'customMetadataType' : 'customSetting'] as const) : [];
  return [
    granted({ kind: 'object', object, verb }),
    ...(parent === object ? [] : [implied({ kind: 'object', object: parent, verb: decidingVerb(object, verb) })]),
    ...settings.map((type) => implied({ kind: 'setup', type, name: object })),
    ...(verb === 'read' ? settingReaders(graph, object) : []).map((name) => implied({ kind: 'system', name })),
    ...(verb === 'viewAllFields' ? [implied({ kind: 'system', name: READS_EVERY_FIELD })] : []),
    ...forAll,
  ];
}

export function securityOf(graph: AccessGraph, field: string): FieldSecurity {
  const definition = graph.fieldDefinitions.get(field);
  return fieldSecurity({
    name: field,
    type: definition?.type,
    required: definition?.required ?? false,
    formula: definition?.formula ?? false,
  });
}

function fieldRequirements(graph: AccessGraph, field: string, verb: 'read' | 'edit'): readonly Clause[] {
  const object = field.slice(0, field.indexOf('.'));
  const security = securityOf(graph, field);
  if (verb === 'edit' && (security === 'system' || security === 'read-only')) return [{ about: 'it', openers: [] }];
  const verbs: readonly ObjectVerb[] = verb === 'read' ? ['read'] : ['edit', 'create'];
  const onObject: readonly Clause[] = takesObjectPermissions(object)
    ? [{ about: 'the object', openers: verbs.flatMap((needed) => objectOpeners(graph, object, needed)) }]
    : [];
  if (security === 'follows-object' || security === 'system') return onObject;
  const everyField: readonly Opener[] =
    verb === 'read'
      ? [
          implied({ kind: 'object', object, verb: 'viewAllFields' }),
          implied({ kind: 'system', name: READS_EVERY_FIELD }),
        ]
      : [];
  return [{ about: 'the field', openers: [granted({ kind: 'field', field, verb }), ...everyField] }, ...onObject];
}

/** What it takes to have a permission: every clause must be met. An empty clause can be met by nobody. */
export function requirementsOf(graph: AccessGraph, permission: Permission): readonly Clause[] {
  if (permission.kind === 'object')
    return [{ about: 'it', openers: objectOpeners(graph, permission.object, permission.verb) }];
  if (permission.kind === 'field') return fieldRequirements(graph, permission.field, permission.verb);
  return [{ about: 'it', openers: [granted(permission)] }];
}
