import type { GrantList } from '../model/change.ts';
import { closest } from '../model/closest.ts';
import type { Declaration, DeclaredObject } from '../model/declaration.ts';
import {
  FIELD_VERBS,
  type FieldVerb,
  OBJECT_VERBS,
  type ObjectVerb,
  SETUP_ENTITY_TYPES,
  type SetupEntityType,
} from '../model/permission.ts';
import type { PlanNote } from '../model/plan.ts';
import { fieldSecurity, wholeField } from '../platform/field-permissionability.ts';
import { ACTIVITY_OBJECTS, FOLLOWS_PARENT, OPEN_TO_EVERY_USER } from '../platform/objects-without-permissions.ts';
import {
  OBJECT_VERB_NEEDS,
  OBJECT_VERBS_FOR_ALL,
  READS_EVERY_FIELD,
  USER_PERMISSION_NEEDS,
} from '../platform/permission-dependencies.ts';
import { findUserPermission, isKnownUserPermission, USER_PERMISSIONS } from '../platform/user-permissions.ts';
import type { SchemaFacts } from './schema-facts.ts';

/** What a declaration grants once the platform has its say, and what was added or left out on the way. */
export interface CompletedGrants {
  readonly grants: GrantList;
  readonly notes: readonly PlanNote[];
}

/** A completion under way. */
interface Draft {
  readonly declaration: Declaration;
  readonly facts: SchemaFacts;
  readonly objects: Map<string, Set<ObjectVerb>>;
  readonly fields: Map<string, Set<FieldVerb>>;
  readonly system: Set<string>;
  readonly setup: Map<SetupEntityType, Set<string>>;
  note(code: string, text: string, place: string): void;
}

/**
 * Makes explicit what the Setup pages would add and the APIs would refuse (read beside edit, the master beside its detail,
 * permissions that others need), and leaves out what nobody can be granted (required fields, edits of formulas). Never
 * silently: each step is a note with the line it comes from.
 */
export function completeGrants(declaration: Declaration, facts: SchemaFacts): CompletedGrants {
  const notes: PlanNote[] = [];
  const draft: Draft = {
    declaration,
    facts,
    objects: new Map(),
    fields: new Map(),
    // Who keeps a profile of its own has the right to call the API from there.
    system: new Set(
      declaration.keeps.profile === undefined && !declaration.without.includes('user') ? ['ApiEnabled'] : [],
    ),
    setup: new Map(),
    note: (code, text, place) =>
      void notes.push({ integration: declaration.name, code, text, origin: declaration.places.get(place) }),
  };
  if (!facts.areHere && declaration.access.objects.length > 0)
    draft.note('not-checked', 'objects and fields were not checked: no source or org was read', 'access.objects');
  for (const declared of declaration.access.objects) addObject(draft, declared);
  addMasters(draft);
  addNeededVerbs(draft);
  addSystem(draft);
  for (const [type, names] of Object.entries(declaration.access.setup))
    for (const name of names) addTo(draft.setup, type as SetupEntityType, facts.spelled(name));
  return { grants: listOf(draft), notes };
}

function addTo<K, V>(map: Map<K, Set<V>>, key: K, value: V): void {
  const found = map.get(key);
  if (found === undefined) map.set(key, new Set([value]));
  else found.add(value);
}

function placeOf({ object }: DeclaredObject): string {
  return `access.objects.${object}`;
}

function addObject(draft: Draft, declared: DeclaredObject): void {
  const { facts } = draft;
  const object = facts.spelled(declared.object);
  if (addAsSetting(draft, declared, object)) return;
  tellUnknown(draft, object, placeOf(declared));
  for (const verb of verbsFor(draft, declared, object)) addVerb(draft, declared, object, verb);
  declared.fields.read.forEach((field, index) => void addField(draft, declared, `${object}.${field}`, 'read', index));
  declared.fields.edit.forEach((field, index) => void addField(draft, declared, `${object}.${field}`, 'edit', index));
}

/** Records of custom settings and metadata types are opened by name, for reading, whole. */
function addAsSetting(draft: Draft, declared: DeclaredObject, object: string): boolean {
  const type: SetupEntityType | undefined = object.endsWith('__mdt')
    ? 'customMetadataType'
    : draft.facts.object(object)?.customSettingsType !== undefined
      ? 'customSetting'
      : undefined;
  if (type === undefined) return false;
  addTo(draft.setup, type, object);
  const what = type === 'customSetting' ? 'custom setting' : 'custom metadata type';
  draft.note('opened-by-name', `${object} is a ${what}: it is opened for reading, whole`, placeOf(declared));
  return true;
}

function tellUnknown(draft: Draft, name: string, place: string): void {
  const { facts } = draft;
  if (!facts.areHere || facts.isKnown(name) || !/__[a-z]+$/i.test(name)) return;
  const known = facts.names.filter((candidate) => candidate.includes('.') === name.includes('.'));
  const [near] = closest(name, known);
  const meant = near === undefined ? '' : `; did you mean ${near}?`;
  draft.note('not-defined-here', `${name} is not defined here: what it needs could not be checked${meant}`, place);
}

/** Reading a field needs reading its object. */
function verbsFor(draft: Draft, declared: DeclaredObject, object: string): readonly ObjectVerb[] {
  const { verbs, fields } = declared;
  if (verbs.length === 0 && fields.read.length + fields.edit.length > 0) {
    draft.note('added', `${object} read is added: its fields need it`, placeOf(declared));
    return ['read'];
  }
  if (fields.edit.length > 0 && !verbs.includes('edit') && !verbs.includes('create')) {
    const text = `editable fields of ${object} take no effect without edit or create on ${object}`;
    draft.note('latent', text, `${placeOf(declared)}.fields.edit`);
  }
  return verbs;
}

/** Some objects are opened through another, or to everybody. What an entry in the org grants can be granted. */
function addVerb(draft: Draft, declared: DeclaredObject, object: string, verb: ObjectVerb): void {
  const place = placeOf(declared);
  const parent = draft.facts.isGranted(object) ? undefined : FOLLOWS_PARENT[object];
  if (parent !== undefined) {
    const asked: ObjectVerb = verb === 'create' || verb === 'delete' ? 'edit' : verb;
    addTo(draft.objects, parent, asked);
    draft.note('follows-parent', `${object} is opened through ${parent}: ${parent} ${asked} is granted`, place);
  } else if (!draft.facts.isGranted(object) && OPEN_TO_EVERY_USER.has(object)) {
    draft.note('open-to-all', `${object} ${verb} is left out: ${object} takes no object permission`, place);
  } else if (!draft.facts.isGranted(object) && ACTIVITY_OBJECTS.has(object)) {
    const needed = verb === 'read' ? 'ActivitiesAccess' : object === 'Task' ? 'EditTask' : 'EditEvent';
    draft.note('activity', `${object} ${verb} is left out: activities are opened by ${needed} under system`, place);
  } else addTo(draft.objects, object, verb);
}

function addField(draft: Draft, declared: DeclaredObject, written: string, verb: FieldVerb, index: number): void {
  const { facts } = draft;
  const place = `${placeOf(declared)}.fields.${verb}[${index}]`;
  const whole = wholeField(written);
  const name = facts.spelled(whole);
  if (whole !== written) draft.note('part-of-field', `${written} is part of ${name}, which is what is granted`, place);
  const definition = facts.field(name);
  if (definition === undefined) tellUnknown(draft, name, place);
  const shape = definition ?? { name, type: undefined, required: false, formula: false };
  const security = fieldSecurity(shape);
  if (security === 'system' || security === 'follows-object') {
    const why = security === 'system' ? 'everybody reads it and nobody writes it' : 'it follows its object';
    draft.note('no-field-security', `${name} is left out: ${why}`, place);
    return;
  }
  addTo(draft.fields, name, 'read');
  if (verb === 'read') return;
  if (security === 'read-only')
    draft.note('not-editable', `${name} is granted for reading only: nobody edits it`, place);
  else addTo(draft.fields, name, 'edit');
}

/** Whoever reads a detail needs to read its master, and the master of that. */
function addMasters(draft: Draft): void {
  const open = [...draft.objects.keys()];
  for (let detail = open.pop(); detail !== undefined; detail = open.pop()) {
    for (const written of draft.facts.mastersOf(detail)) {
      const master = draft.facts.spelled(written);
      if (draft.objects.has(master)) continue;
      addTo(draft.objects, master, 'read');
      open.push(master);
      draft.note('added', `${master} read is added: ${detail} is its detail`, `access.objects.${detail}`);
    }
  }
}

function addNeededVerbs({ objects, note }: Draft): void {
  for (const [object, verbs] of objects) {
    for (const verb of [...verbs]) {
      const missing = OBJECT_VERB_NEEDS[verb].filter((need) => !verbs.has(need));
      for (const need of missing) verbs.add(need);
      if (missing.length > 0)
        note('added', `${object} ${missing.join(', ')} is added: ${verb} needs it`, `access.objects.${object}`);
    }
  }
}

/** What opens everything is never added because something else needs it: that takes somebody who means it. */
const OPENS_EVERYTHING: ReadonlySet<string> = new Set([...Object.keys(OBJECT_VERBS_FOR_ALL), READS_EVERY_FIELD]);

function addSystem(draft: Draft): void {
  const { declaration, system, note } = draft;
  const open: { readonly name: string; readonly place: string }[] = [];
  declaration.access.system.forEach((written, index) => {
    const place = `access.system[${index}]`;
    const name = findUserPermission(written) ?? written;
    if (!isKnownUserPermission(name)) {
      const [near] = closest(written, USER_PERMISSIONS);
      const meant = near === undefined ? '' : `; did you mean ${near}?`;
      note('unknown-permission', `${written} is no system permission that is known here${meant}`, place);
    }
    system.add(name);
    open.push({ name, place });
  });
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    for (const need of USER_PERMISSION_NEEDS[next.name] ?? []) {
      if (system.has(need)) continue;
      if (OPENS_EVERYTHING.has(need)) {
        note(
          'needs-consent',
          `${next.name} needs ${need}, which opens everything: write it under system if it is meant`,
          next.place,
        );
        continue;
      }
      system.add(need);
      note('added', `${need} is added: ${next.name} needs it`, next.place);
      open.push({ name: need, place: next.place });
    }
  }
}

function listOf({ objects, fields, system, setup }: Draft): GrantList {
  const sorted = <V>(map: ReadonlyMap<string, V>): readonly (readonly [string, V])[] =>
    [...map].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    objects: Object.fromEntries(
      sorted(objects).map(([object, verbs]) => [object, OBJECT_VERBS.filter((verb) => verbs.has(verb))]),
    ),
    fields: Object.fromEntries(
      sorted(fields).map(([field, verbs]) => [field, FIELD_VERBS.filter((verb) => verbs.has(verb))]),
    ),
    system: [...system].sort(),
    setup: Object.fromEntries(
      SETUP_ENTITY_TYPES.filter((type) => setup.has(type)).map((type) => [type, [...(setup.get(type) ?? [])].sort()]),
    ),
  };
}
