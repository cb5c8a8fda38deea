import type { Container } from '../model/container.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { standardProfile } from '../platform/standard-profiles.ts';
import type { AccessGraph } from './access-graph.ts';
import { createRowUnion } from './grant-table.ts';

const lower = (text: string): string => text.toLowerCase();

/** Profiles go by file name, by label, and standard ones by both of theirs: `Admin` is "System Administrator". */
function profileNames(profile: Container): readonly string[] {
  const standard = standardProfile(profile.name);
  return [...new Set([profile.name, profile.label, ...(standard ? [standard.name, standard.label] : [])].map(lower))];
}

function byKeys<Value>(
  values: readonly Value[],
  keys: (value: Value) => readonly string[],
): ReadonlyMap<string, readonly Value[]> {
  const index = new Map<string, Value[]>();
  for (const value of values) {
    for (const key of keys(value)) {
      const known = index.get(key);
      if (known) known.push(value);
      else index.set(key, [value]);
    }
  }
  return index;
}

/** Indexes a snapshot. Linear in its size; tables of grants are made when they are first asked for. */
export function buildAccessGraph(snapshot: Snapshot, options: { readonly today: string }): AccessGraph {
  const { containers, groups, users } = snapshot;
  const ofKind = (kind: Container['kind']): readonly Container[] =>
    containers.filter((container) => container.kind === kind);
  return {
    snapshot,
    today: options.today,
    nameIds: new Map(snapshot.names.map((name, id) => [name, id])),
    containers: new Map(containers.map((container) => [container.id, container])),
    groups: new Map(groups.map((group) => [group.id, group])),
    users: new Map(users.map((user) => [user.id, user])),
    setsByName: byKeys(ofKind('permission-set'), ({ name }) => [lower(name)]),
    mutingSetsByName: byKeys(ofKind('muting-permission-set'), ({ name }) => [lower(name)]),
    profilesByName: byKeys(ofKind('profile'), profileNames),
    groupsByName: byKeys(groups, ({ name }) => [lower(name)]),
    assignmentsByUsername: byKeys(snapshot.assignments, ({ username }) => [lower(username)]),
    customSettings: new Set(
      snapshot.objects.filter(({ customSettingsType }) => customSettingsType !== undefined).map(({ name }) => name),
    ),
    fieldDefinitions: new Map(snapshot.fields.map((field) => [field.name, field])),
    memory: {
      union: createRowUnion(snapshot.names.length),
      containerTables: new Map(),
      groupTables: new Map(),
      unionTables: new Map(),
      unionRows: 0,
    },
  };
}
