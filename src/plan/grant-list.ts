import type { GrantList } from '../model/change.ts';
import type { Container } from '../model/container.ts';
import { keyOf, permissionsOf } from '../model/grant-list.ts';
import type { GrantColumn } from '../model/grants.ts';
import {
  FIELD_VERBS,
  FieldBits,
  OBJECT_VERBS,
  ObjectBits,
  type Permission,
  SETUP_ENTITY_TYPES,
} from '../model/permission.ts';

const byName = <Value>([a]: readonly [string, Value], [b]: readonly [string, Value]): number =>
  a < b ? -1 : a > b ? 1 : 0;

/** Verbs by name, sorted by name; names without a verb are left out. */
function verbsOf<Verb extends string>(
  names: readonly string[],
  column: GrantColumn,
  verbs: readonly Verb[],
  bits: Readonly<Record<Verb, number>>,
): Readonly<Record<string, readonly Verb[]>> {
  const granted = new Map<string, number>();
  for (const [row, id] of column.ids.entries()) {
    const name = names[id] ?? '';
    granted.set(name, (granted.get(name) ?? 0) | (column.bits[row] ?? 0));
  }
  return Object.fromEntries(
    [...granted]
      .map(([name, held]) => [name, verbs.filter((verb) => (held & bits[verb]) !== 0)] as const)
      .filter(([, held]) => held.length > 0)
      .sort(byName),
  );
}

function namesOf(names: readonly string[], column: GrantColumn): readonly string[] {
  const granted = [...column.ids].filter((_, row) => (column.bits[row] ?? 0) !== 0).map((id) => names[id] ?? '');
  return [...new Set(granted)].sort();
}

/** What a container grants; entries that say `false` grant nothing and are left out. */
export function grantListOf(names: readonly string[], { grants }: Container): GrantList {
  const setup = SETUP_ENTITY_TYPES.flatMap((type) => {
    const column = grants.setup[type];
    const granted = column ? namesOf(names, column) : [];
    return granted.length > 0 ? [[type, granted] as const] : [];
  });
  return {
    objects: verbsOf(names, grants.objects, OBJECT_VERBS, ObjectBits),
    fields: verbsOf(names, grants.fields, FIELD_VERBS, FieldBits),
    system: namesOf(names, grants.system),
    setup: Object.fromEntries(setup),
  };
}

/** The list with some permissions taken away. */
export function withoutGrants(list: GrantList, taken: readonly Permission[]): GrantList {
  const gone = new Set(taken.map(keyOf));
  const kept = permissionsOf(list).filter((permission) => !gone.has(keyOf(permission)));
  const verbs = <Verb extends string>(entries: readonly (readonly [string, Verb])[]): Record<string, readonly Verb[]> =>
    Object.fromEntries(
      [...Map.groupBy(entries, ([name]) => name)].map(([name, all]) => [name, all.map(([, verb]) => verb)]),
    );
  const setup = SETUP_ENTITY_TYPES.flatMap((type) => {
    const names = kept.flatMap((one) => (one.kind === 'setup' && one.type === type ? [one.name] : []));
    return names.length > 0 ? [[type, names] as const] : [];
  });
  return {
    objects: verbs(kept.flatMap((one) => (one.kind === 'object' ? [[one.object, one.verb] as const] : []))),
    fields: verbs(kept.flatMap((one) => (one.kind === 'field' ? [[one.field, one.verb] as const] : []))),
    system: kept.flatMap((one) => (one.kind === 'system' ? [one.name] : [])),
    setup: Object.fromEntries(setup),
  };
}
