import { grantedPermissions } from '../access/compare.ts';
import type { EffectiveAccess } from '../access/effective-access.ts';
import { FIELD_VERBS, OBJECT_VERBS, type Permission } from '../model/permission.ts';
import { formatPermission } from '../model/permission-text.ts';
import type { FieldDefinition } from '../model/schema.ts';
import { type FieldSecurity, fieldSecurity, wholeField } from '../platform/field-permissionability.ts';
import { hasObjectPermissions } from '../platform/objects-without-permissions.ts';
import { RISKY_PERMISSIONS } from '../platform/risk-tiers.ts';
import { SYSTEM_PERMISSION_PROBES } from '../platform/system-permission-probes.ts';
import { sample } from './sample.ts';

/** One thing that a user must be able to do, or must not. */
export interface Question {
  readonly permission: Permission;
  /** By the declaration. */
  readonly granted: boolean;
}

export interface QuestionSources {
  /** What is declared, as the user will hold it. */
  readonly expected: EffectiveAccess;
  /** What the user holds now. */
  readonly current: EffectiveAccess;
  /** Fields of the objects that are declared or reached. */
  readonly fields: readonly FieldDefinition[];
  /** Objects of the org, to take a sample of those that it must not reach. */
  readonly objects: readonly string[];
}

/** So many objects that are not granted are asked about, and fields of each object that is: evenly over all there are. */
const CLOSED_OBJECTS = 20;
const CLOSED_FIELDS = 12;
/** What leaks hurt most by: always among the objects that are asked about. */
const WORST_LEAKS = ['Account', 'Case', 'Contact', 'Lead', 'Opportunity', 'Order', 'Contract', 'ContentVersion'];

/**
 * Everything that is granted, everything that is held and should not be, and a sample of what is not granted: the same for
 * the same org, so that two verifications can be compared.
 */
export function questionsOf(sources: QuestionSources): readonly Question[] {
  const { expected, current } = sources;
  const questions = new Map<string, Question>();
  const ask = (permission: Permission): void => {
    const key = formatPermission(permission);
    if (!questions.has(key)) questions.set(key, { permission, granted: expected.may(permission) });
  };
  // A grant that is latent opens nothing today, so there is nothing to ask.
  for (const permission of grantedPermissions(expected)) if (expected.may(permission)) ask(permission);
  for (const permission of grantedPermissions(current)) if (current.may(permission)) ask(permission);
  for (const permission of notGranted(sources)) ask(permission);
  return [...questions.values()];
}

function* notGranted({ expected, fields, objects }: QuestionSources): Generator<Permission> {
  const reached = expected.objects.map(({ object }) => object);
  for (const object of reached) for (const verb of OBJECT_VERBS) yield { kind: 'object', object, verb };
  const byObject = Map.groupBy(fields, ({ name }) => objectOfField(name));
  for (const object of reached) {
    const closed = (byObject.get(object) ?? []).filter((field) => isDecided(field) && !isOpen(expected, field));
    for (const field of sample(closed, CLOSED_FIELDS)) {
      // What nobody writes is refused to everybody, so it tells nothing about a user.
      const verbs = securityOf(field) === 'permissionable' ? FIELD_VERBS : (['read'] as const);
      for (const verb of verbs) yield { kind: 'field', field: field.name, verb };
    }
  }
  const others = [...new Set(objects)].filter((name) => hasObjectPermissions(name) && !reached.includes(name)).sort();
  const worst = others.filter((object) => WORST_LEAKS.includes(object));
  const rest = others.filter((object) => !WORST_LEAKS.includes(object));
  for (const object of [...worst, ...sample(rest, CLOSED_OBJECTS - worst.length)])
    for (const verb of ['read', 'create', 'edit', 'delete'] as const) yield { kind: 'object', object, verb };
  const risky = [
    ...RISKY_PERMISSIONS.map(({ name }) => name),
    ...SYSTEM_PERMISSION_PROBES.flatMap(({ opens }) => opens),
  ];
  for (const name of risky) yield { kind: 'system', name };
}

export function objectOfField(field: string): string {
  return field.slice(0, field.indexOf('.'));
}

/** Whether field permissions decide about it at all; parts of a whole follow the whole. */
function isDecided(field: FieldDefinition): boolean {
  const security = securityOf(field);
  return wholeField(field.name) === field.name && (security === 'permissionable' || security === 'read-only');
}

const securityOf = ({ name, type, required, formula }: FieldDefinition): FieldSecurity =>
  fieldSecurity({ name, type, required, formula });

/** Open for everything that anybody could be granted. */
function isOpen(expected: EffectiveAccess, { name }: FieldDefinition): boolean {
  return FIELD_VERBS.every((verb) => expected.may({ kind: 'field', field: name, verb }));
}
