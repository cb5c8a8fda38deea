import type { Snapshot } from '../model/snapshot.ts';
import type { Uses } from './uses.ts';

/** What belongs to one application: usernames, and ids of its other parts. */
interface Parts {
  readonly users: ReadonlySet<string>;
  readonly apps: ReadonlySet<string>;
  readonly permissionSets: ReadonlySet<string>;
  readonly groups: ReadonlySet<string>;
}

/** A look into an account by an administrator happens; who comes back works there. */
const A_FEW_TIMES = 3;

/** Users of an application who are people as well: somebody works in the user interface as them. */
export function peopleBehind(uses: Uses, { users }: Pick<Parts, 'users'>): readonly string[] {
  return [...users].filter((username) => (uses.inUi(username) ?? 0) > A_FEW_TIMES).sort();
}

/** Whom to ask about an application: what its parts say, each with where it stands. Nothing is decided by it. */
export function ownerHints(snapshot: Snapshot, parts: Parts): readonly string[] {
  const apps = [...snapshot.externalClientApps, ...snapshot.connectedApps].filter(({ id }) => parts.apps.has(id));
  const sets = snapshot.containers.filter(({ id }) => parts.permissionSets.has(id));
  const groups = snapshot.groups.filter(({ id }) => parts.groups.has(id));
  const users = snapshot.users.filter(({ username }) => parts.users.has(username));
  const hints = [
    ...apps.flatMap(({ name, contactEmail }) =>
      contactEmail === '' ? [] : [`${contactEmail} (contact of app "${name}")`],
    ),
    ...[...sets, ...groups, ...apps].flatMap(({ name, description }) =>
      addressesIn(description).map((address) => `${address} (description of "${name}")`),
    ),
    ...users.flatMap(({ username, email }) =>
      email === '' || email.toLowerCase() === username.toLowerCase() ? [] : [`${email} (e-mail of ${username})`],
    ),
  ];
  return [...new Set(hints)].slice(0, MOST_HINTS);
}

const MOST_HINTS = 3;

function addressesIn(text: string): readonly string[] {
  return text.match(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g) ?? [];
}
