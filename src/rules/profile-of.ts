import type { Container } from '../model/container.ts';
import type { Integration } from '../model/integration.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { User } from '../model/user.ts';
import { standardProfile } from '../platform/standard-profiles.ts';

/** Whether a user's profile, as its source writes it (API name or label), is this one. */
export function isOnProfile(user: User, profile: Container): boolean {
  const written = user.profile?.trim().toLowerCase();
  if (written === undefined) return false;
  const names = [profile.name, profile.label, standardProfile(profile.name)?.label ?? profile.name];
  return names.some((name) => name.toLowerCase() === written);
}

/** The users of an integration that the source describes; a run-as user may be known by name only. */
export function usersOf({ users }: Snapshot, integration: Integration): readonly User[] {
  return users.filter(({ username }) => integration.users.includes(username));
}

/** Active users that no integration uses, and those whom one uses although they are people. */
export function peopleIn(snapshot: Snapshot, integrations: readonly Integration[]): readonly User[] {
  const machines = new Set(
    integrations.flatMap(({ users, people = [] }) => users.filter((username) => !people.includes(username))),
  );
  return snapshot.users.filter(({ username, active }) => active && !machines.has(username));
}
