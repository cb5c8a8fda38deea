import type { Container, PermissionSetGroup } from '../model/container.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { User } from '../model/user.ts';
import { standardProfile } from '../platform/standard-profiles.ts';

/** The parts of a snapshot by the texts that other parts name them with. */
export interface PartsIndex {
  /** By API name or by label: connected apps write labels, everything else writes names. */
  setsCalled(text: string): readonly Container[];
  groupsCalled(text: string): readonly PermissionSetGroup[];
  /** By API name or by the label that Setup shows: `Admin`, `System Administrator`. */
  profileCalled(text: string): Container | undefined;
  userCalled(username: string): User | undefined;
  /** Sets that a group has as members; a name in several package directories gives all of them. */
  membersOf(group: PermissionSetGroup): readonly Container[];
  /** Usernames that a permission set is assigned to. */
  assigneesOf(set: Container): readonly string[];
}

export function indexParts(snapshot: Snapshot): PartsIndex {
  const sets = snapshot.containers.filter(({ kind }) => kind === 'permission-set');
  const profiles = snapshot.containers.filter(({ kind }) => kind === 'profile');
  const setsByName = Map.groupBy(sets, ({ name }) => lower(name));
  const setsByLabel = Map.groupBy(sets, ({ label }) => lower(label));
  const profilesByText = new Map(
    profiles.toReversed().flatMap((profile) => [profile.name, profile.label].map((text) => [lower(text), profile])),
  );
  const users = new Map(snapshot.users.map((user) => [lower(user.username), user]));
  const assignees = Map.groupBy(
    snapshot.assignments.filter(({ target }) => target.kind === 'permission-set'),
    ({ target }) => lower(target.name),
  );
  return {
    setsCalled: (text) => setsByName.get(lower(text)) ?? setsByLabel.get(lower(text)) ?? [],
    groupsCalled: (text) => snapshot.groups.filter(({ name, label }) => [name, label].map(lower).includes(lower(text))),
    profileCalled: (text) =>
      profilesByText.get(lower(text)) ?? profilesByText.get(lower(standardProfile(text)?.name ?? '')),
    userCalled: (username) => users.get(lower(username)),
    membersOf: ({ members }) => members.flatMap(({ name }) => setsByName.get(lower(name)) ?? []),
    assigneesOf: ({ name }) => (assignees.get(lower(name)) ?? []).map(({ username }) => username),
  };
}

function lower(text: string): string {
  return text.trim().toLowerCase();
}
