import type { DeclaredAccess, DeclaredObject } from '../model/declaration.ts';
import { type FieldVerb, OBJECT_VERBS, type ObjectVerb, type SetupEntityType } from '../model/permission.ts';
import { Problem } from '../model/problem.ts';

/** Access as it is typed in one line: `Order__c.Name,Status__c` to read, `Case:read,create` as a whole. */
export interface AccessWords {
  readonly read: readonly string[];
  readonly create: readonly string[];
  readonly edit: readonly string[];
  readonly delete: readonly string[];
  /** `Case:read,create`. */
  readonly objects: readonly string[];
  readonly system: readonly string[];
  readonly setup: Readonly<Partial<Record<SetupEntityType, readonly string[]>>>;
}

interface Draft {
  readonly verbs: Set<ObjectVerb>;
  readonly fields: Record<FieldVerb, Set<string>>;
}

/**
 * Reads access from words. A name without an object belongs to the object named before it.
 *
 * @throws Problem `bad-access` of kind `usage`
 */
export function accessFromWords(words: AccessWords): DeclaredAccess {
  const objects = new Map<string, Draft>();
  const draftOf = (object: string): Draft => {
    const known = objects.get(object) ?? { verbs: new Set(), fields: { read: new Set(), edit: new Set() } };
    objects.set(object, known);
    return known;
  };
  for (const verb of ['read', 'create', 'edit', 'delete'] as const)
    for (const { object, field } of words[verb].flatMap((text) => targetsOf(text, verb))) {
      const draft = draftOf(object);
      draft.verbs.add('read').add(verb);
      if (field !== undefined) draft.fields[fieldVerb(verb, field)].add(field);
    }
  for (const text of words.objects) {
    const { object, verbs } = objectWords(text);
    for (const verb of verbs) draftOf(object).verbs.add(verb);
  }
  return {
    objects: [...objects].sort(([a], [b]) => (a < b ? -1 : 1)).map(([object, draft]) => declared(object, draft)),
    system: words.system.flatMap(split),
    setup: words.setup,
  };
}

function split(text: string): readonly string[] {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

interface Target {
  readonly object: string;
  readonly field: string | undefined;
}

function targetsOf(text: string, verb: string): readonly Target[] {
  let object: string | undefined;
  return split(text).map((word): Target => {
    const [first = '', field, ...others] = word.split('.');
    if (others.length > 0) throw badAccess(`--${verb} ${text}: ${word} has more than one dot`);
    if (field !== undefined || object === undefined) object = first;
    return { object, field: field ?? (object === first ? undefined : first) };
  });
}

/** Whoever creates records fills fields in: that is editing them. */
function fieldVerb(verb: 'read' | 'create' | 'edit' | 'delete', field: string): FieldVerb {
  if (verb === 'delete') throw badAccess(`--delete ${field}: records are deleted, fields are not`);
  return verb === 'read' ? 'read' : 'edit';
}

function objectWords(text: string): { readonly object: string; readonly verbs: readonly ObjectVerb[] } {
  const [object = '', verbs, ...others] = text.split(':');
  const named = split(verbs ?? 'read');
  const known = OBJECT_VERBS.filter((verb) => named.includes(verb));
  if (object === '' || others.length > 0 || known.length < named.length)
    throw badAccess(`--object ${text} is not an object with verbs`);
  return { object, verbs: known };
}

function declared(object: string, { verbs, fields }: Draft): DeclaredObject {
  return {
    object,
    verbs: OBJECT_VERBS.filter((verb) => verbs.has(verb)),
    fields: {
      read: [...fields.read].filter((field) => !fields.edit.has(field)),
      edit: [...fields.edit],
    },
    reason: undefined,
  };
}

function badAccess(message: string): Problem {
  return new Problem({
    kind: 'usage',
    code: 'bad-access',
    message: `${message}.`,
    actions: [
      'Write fields: --read Order__c.Name,Status__c --edit Order__c.Status__c',
      `Write whole objects: --create Case, or --object Case:${OBJECT_VERBS.slice(0, 2).join(',')}`,
    ],
  });
}
