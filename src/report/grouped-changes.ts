import type { ChangedPermission } from '../model/answer.ts';
import type { Origin } from '../model/origin.ts';

/** Changes of one thing together: an object or field with all its verbs, all system permissions one by one. */
export interface ChangeGroup {
  readonly kind: ChangedPermission['permission']['kind'];
  readonly name: string;
  readonly verbs: readonly string[];
  readonly origin: Origin | undefined;
}

function keyOf({ permission }: ChangedPermission): { readonly name: string; readonly verb: string | undefined } {
  if (permission.kind === 'object') return { name: permission.object, verb: permission.verb };
  if (permission.kind === 'field') return { name: permission.field, verb: permission.verb };
  if (permission.kind === 'setup') return { name: `${permission.type} ${permission.name}`, verb: undefined };
  return { name: permission.name, verb: undefined };
}

/** In the order of the changes. */
export function groupedChanges(changes: readonly ChangedPermission[]): readonly ChangeGroup[] {
  const groups = Map.groupBy(changes, (change) => `${change.permission.kind} ${keyOf(change).name}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const verbs = group.flatMap((change) => keyOf(change).verb ?? []);
    return [{ kind: first.permission.kind, name: keyOf(first).name, verbs, origin: first.origin }];
  });
}
