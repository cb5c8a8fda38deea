import type { Reach, ReachedObject } from '../model/audit.ts';
import { FieldBits, OBJECT_VERBS, ObjectBits, SETUP_ENTITY_TYPES } from '../model/permission.ts';
import { openEscalationPaths } from '../platform/escalation-paths.ts';
import { OBJECT_VERBS_FOR_ALL, READS_EVERY_FIELD } from '../platform/permission-dependencies.ts';
import { userPermissionLabel } from '../platform/user-permissions.ts';
import type { AccessibleField, EffectiveAccess } from './effective-access.ts';

const OPENS_EVERYTHING: readonly string[] = [...Object.keys(OBJECT_VERBS_FOR_ALL).reverse(), READS_EVERY_FIELD];

function objectOf(field: string): string {
  return field.slice(0, field.indexOf('.'));
}

function localNames(fields: readonly AccessibleField[], bit: number): readonly string[] {
  return fields.filter(({ live }) => (live & bit) !== 0).map(({ field }) => field.slice(field.indexOf('.') + 1));
}

/** Objects with a verb, and objects without verbs of their own whose fields are open all the same (Task, User). */
function reachedObjects(access: EffectiveAccess): readonly ReachedObject[] {
  const live = access.fields.filter((field) => field.live !== 0);
  const byObject = Map.groupBy(live, ({ field }) => objectOf(field));
  const granted = new Map(access.objects.map(({ object, granted: bits }) => [object, bits]));
  return [...new Set([...granted.keys(), ...byObject.keys()])].sort().map((object) => {
    const fields = byObject.get(object) ?? [];
    return {
      object,
      verbs: OBJECT_VERBS.filter((verb) => ((granted.get(object) ?? 0) & ObjectBits[verb]) !== 0),
      readFields: localNames(fields, FieldBits.read),
      editFields: localNames(fields, FieldBits.edit),
    };
  });
}

/** What a leaked token opens: live grants only; latent ones open nothing today. */
export function reachOf(access: EffectiveAccess): Reach {
  const objects = reachedObjects(access);
  const setup = SETUP_ENTITY_TYPES.map((type) => [type, access.setupEntities(type)] as const);
  return {
    bound: access.bound,
    boundReasons: access.boundReasons,
    objects,
    readableFields: objects.reduce((sum, { readFields }) => sum + readFields.length, 0),
    editableFields: objects.reduce((sum, { editFields }) => sum + editFields.length, 0),
    systemPermissions: access.systemPermissions,
    setup: Object.fromEntries(setup.filter(([, names]) => names.length > 0)),
    everything: OPENS_EVERYTHING.filter((name) => access.hasSystem(name)),
    escalation: openEscalationPaths((name) => access.hasSystem(name)).map(
      ({ needs, summary }) => `${needs.map(userPermissionLabel).join(' + ')}: ${summary}`,
    ),
  };
}
