import { closest } from '../model/closest.ts';
import {
  FIELD_VERBS,
  type FieldVerb,
  OBJECT_VERBS,
  type ObjectVerb,
  type Permission,
  SETUP_ENTITY_TYPES,
} from '../model/permission.ts';
import { SETUP_ENTITY_LABELS } from '../model/permission-text.ts';
import { Problem } from '../model/problem.ts';
import { findUserPermission, USER_PERMISSIONS, userPermissionLabel } from '../platform/user-permissions.ts';
import type { AccessGraph } from './access-graph.ts';

/** Other words people and other tools use for the verbs. */
const VERB_WORDS: Readonly<Record<string, ObjectVerb>> = {
  update: 'edit',
  write: 'edit',
  insert: 'create',
  view: 'read',
  viewallrecords: 'viewAll',
  modifyallrecords: 'modifyAll',
};

const SHAPES = [
  'an object permission: Account:read (create, edit, delete, viewAll, modifyAll, viewAllFields)',
  'a field permission: Account.Phone:edit (or read)',
  'a system permission by name or label: ModifyAllData, "Modify All Data"',
  'anything else by its kind: apexClass:OrderApi, customPermission:Skip_Validation, flow:Sync',
];

function verbOf<Verb extends string>(text: string, verbs: readonly Verb[]): Verb | undefined {
  const wanted = text
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]/g, '');
  const word = VERB_WORDS[wanted] ?? wanted;
  return verbs.find((verb) => verb.toLowerCase() === word.toLowerCase());
}

/** The spelling that the source uses; what it does not name is taken as typed. */
function spelled(name: string, graph: AccessGraph | undefined): string {
  if (graph === undefined || graph.nameIds.has(name)) return name;
  const wanted = name.toLowerCase();
  const known = [
    ...graph.snapshot.names,
    ...graph.fieldDefinitions.keys(),
    ...graph.snapshot.objects.map((object) => object.name),
  ];
  return known.find((candidate) => candidate.toLowerCase() === wanted) ?? name;
}

function unknownVerb(text: string, verbs: readonly string[]): Problem {
  return new Problem({
    kind: 'usage',
    code: 'unknown-permission',
    message: `"${text}" does not end in a verb that can be granted there.`,
    actions: [`Use one of ${verbs.join(', ')}.`],
  });
}

function parseTarget(target: string, verbText: string, graph: AccessGraph | undefined): Permission {
  if (target.includes('.')) {
    const verb = verbOf<FieldVerb>(verbText, FIELD_VERBS);
    if (verb === undefined) throw unknownVerb(`${target}:${verbText}`, FIELD_VERBS);
    return { kind: 'field', field: spelled(target, graph), verb };
  }
  const verb = verbOf<ObjectVerb>(verbText, OBJECT_VERBS);
  if (verb === undefined) throw unknownVerb(`${target}:${verbText}`, OBJECT_VERBS);
  return { kind: 'object', object: spelled(target, graph), verb };
}

/** `edit Contact.SSN__c`, as people say it. */
function parseSpoken(text: string, graph: AccessGraph | undefined): Permission | undefined {
  const [verb = '', target = '', ...others] = text.split(/\s+/);
  if (others.length > 0 || target === '' || verbOf(verb, OBJECT_VERBS) === undefined || findUserPermission(text))
    return undefined;
  return parseTarget(target, verb, graph);
}

/** A system permission that the tables or the source know. */
function parseSystem(text: string, graph: AccessGraph | undefined): Permission | undefined {
  const name = findUserPermission(text);
  if (name !== undefined) return { kind: 'system', name };
  const inSource = graph?.snapshot.containers.some((container) =>
    container.grants.system.ids.some((id) => graph.snapshot.names[id]?.toLowerCase() === text.toLowerCase()),
  );
  return inSource ? { kind: 'system', name: spelled(text, graph) } : undefined;
}

/**
 * Reads a permission as people write it. With a graph, names are found in any case.
 *
 * @throws Problem of kind `usage`, with what was probably meant.
 */
export function parsePermission(text: string, graph?: AccessGraph): Permission {
  const trimmed = text.trim();
  const colon = trimmed.lastIndexOf(':');
  if (colon > 0) {
    const before = trimmed.slice(0, colon);
    const after = trimmed.slice(colon + 1);
    const type = SETUP_ENTITY_TYPES.find((known) => known.toLowerCase() === before.toLowerCase());
    if (type !== undefined && after !== '') return { kind: 'setup', type, name: spelled(after, graph) };
    return parseTarget(before, after, graph);
  }
  const found = parseSpoken(trimmed, graph) ?? parseSystem(trimmed, graph);
  if (found) return found;
  const near = closest(trimmed, [
    ...USER_PERMISSIONS,
    ...(graph?.snapshot.objects.map(({ name }) => `${name}:read`) ?? []),
  ]);
  throw new Problem({
    kind: 'usage',
    code: 'unknown-permission',
    message: `"${trimmed}" is not a permission that is known here.`,
    actions: [
      ...(near.length > 0 ? [`Did you mean ${near.join(', ')}?`] : []),
      ...SHAPES.map((shape) => `Write ${shape}.`),
    ],
  });
}

/** In words, for sentences: `field Account.Phone edit`, `Modify All Data`. */
export function describePermission(permission: Permission): string {
  if (permission.kind === 'object') return `object ${permission.object} ${permission.verb}`;
  if (permission.kind === 'field') return `field ${permission.field} ${permission.verb}`;
  if (permission.kind === 'system') return userPermissionLabel(permission.name);
  return `${SETUP_ENTITY_LABELS[permission.type]} ${permission.name}`;
}
