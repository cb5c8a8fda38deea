import {
  OBJECT_VERB_NEEDS,
  USER_PERMISSION_NEEDS,
  USER_PERMISSION_OBJECT_NEEDS,
} from '../../../platform/permission-dependencies.ts';
import { userPermissionLabel } from '../../../platform/user-permissions.ts';
import type { ObjectType } from '../../schema/object-type.ts';
import type { StoredRow } from '../../store/store.ts';
import type { Actor } from '../actor.ts';
import { integrityError, rowOf, rowsOf } from './rows.ts';

/** Verbs by their column, in the words of Setup and of errors. Source: facts 1.2, 1.6. */
const VERBS = {
  read: ['PermissionsRead', 'Read'],
  create: ['PermissionsCreate', 'Create'],
  edit: ['PermissionsEdit', 'Edit'],
  delete: ['PermissionsDelete', 'Delete'],
  viewAll: ['PermissionsViewAllRecords', 'View All'],
  modifyAll: ['PermissionsModifyAllRecords', 'Modify All'],
  viewAllFields: ['PermissionsViewAllFields', 'View All Fields'],
} as const;

type Verb = keyof typeof VERBS;
const ALL_VERBS = Object.keys(VERBS) as readonly Verb[];

export const VERB_COLUMNS: readonly string[] = ALL_VERBS.map((verb) => VERBS[verb][0]);

/** A permission that lacks what it needs. */
interface Gap {
  readonly permission: string;
  readonly missing: readonly string[];
  /** Objects and columns that it is about: a write answers for the gaps of what it changes, not for old ones. */
  readonly about: readonly string[];
}

interface Held {
  readonly actor: Actor;
  readonly container: StoredRow;
  /** Object permissions of the container by the name of the object. */
  readonly objects: ReadonlyMap<string, StoredRow>;
}

/**
 * Refuses what leaves a permission without those it needs, with labels, as the data API tells it (facts 1.6). Asked after
 * the write; the transaction undoes it. Muting sets mute what they like.
 *
 * @param about names of the objects, or columns of the system permissions, that the write changed
 */
export function checkContainerNeeds(actor: Actor, parentId: unknown, about: readonly string[]): void {
  const container = rowOf(actor, 'PermissionSet', typeof parentId === 'string' ? parentId : null);
  if (!container) return;
  const rows = rowsOf(actor, 'ObjectPermissions', { ParentId: container['Id'] ?? null });
  const held: Held = { actor, container, objects: new Map(rows.map((row) => [String(row['SobjectType']), row])) };
  const gaps = [...systemGaps(held), ...objectGaps(held)].filter((gap) => gap.about.some((one) => about.includes(one)));
  if (gaps.length === 0) return;
  const texts = gaps.map(
    ({ permission, missing }) => `Permission ${permission} depends on permission(s): ${missing.join(', ')}`,
  );
  throw integrityError(texts.join('; '));
}

function may({ objects }: Held, object: string, verb: Verb): boolean {
  return objects.get(object)?.[VERBS[verb][0]] === 1;
}

function systemGaps(held: Held): readonly Gap[] {
  const { container, actor } = held;
  const has = (name: string): boolean => container[`Permissions${name}`] === 1;
  const names = [...new Set([...Object.keys(USER_PERMISSION_NEEDS), ...Object.keys(USER_PERMISSION_OBJECT_NEEDS)])];
  return names.filter(has).flatMap((name): readonly Gap[] => {
    const system = (USER_PERMISSION_NEEDS[name] ?? []).filter((need) => !has(need));
    const objects = (USER_PERMISSION_OBJECT_NEEDS[name] ?? []).flatMap((need) => {
      const [object = '', verb = 'read'] = need.split('.');
      const type = actor.org.schema.object(object);
      return type && !may(held, type.name, verb as Verb)
        ? [{ type, label: `${VERBS[verb as Verb][1]} ${type.label}` }]
        : [];
    });
    if (system.length + objects.length === 0) return [];
    return [
      {
        permission: userPermissionLabel(name),
        missing: [...system.map(userPermissionLabel), ...objects.map(({ label }) => label)],
        about: [name, ...system].map((one) => `Permissions${one}`).concat(objects.map(({ type }) => type.name)),
      },
    ];
  });
}

function objectGaps(held: Held): readonly Gap[] {
  return [...held.objects.keys()].flatMap((name): readonly Gap[] => {
    const object = held.actor.org.schema.object(name);
    return object ? [...verbGaps(held, object), ...masterGap(held, object)] : [];
  });
}

function verbGaps(held: Held, { name, label }: ObjectType): readonly Gap[] {
  return ALL_VERBS.filter((verb) => may(held, name, verb)).flatMap((verb): readonly Gap[] => {
    const missing = OBJECT_VERB_NEEDS[verb]
      .filter((need) => !may(held, name, need))
      .map((need) => `${VERBS[need][1]} ${label}`);
    return missing.length === 0 ? [] : [{ permission: `${VERBS[verb][1]} ${label}`, missing, about: [name] }];
  });
}

/** A detail may be read only with its master. */
function masterGap(held: Held, object: ObjectType): readonly Gap[] {
  const lookup = object.fields.find(({ masterDetail }) => masterDetail);
  const master = lookup && held.actor.org.schema.object(lookup.referenceTo[0] ?? '');
  if (!master || !may(held, object.name, 'read') || may(held, master.name, 'read')) return [];
  return [{ permission: `Read ${object.label}`, missing: [`Read ${master.label}`], about: [object.name, master.name] }];
}
