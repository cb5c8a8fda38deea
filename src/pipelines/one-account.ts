import type { Integration } from '../model/integration.ts';
import { Problem } from '../model/problem.ts';
import type { User } from '../model/user.ts';
import type { CurrentState } from '../plan/current-state.ts';

/** The one active user behind a word. */
export function onlyUser(current: CurrentState, { users }: Integration, what: string): User {
  const active = users.flatMap((username) => current.user(username) ?? []).filter(({ active: is }) => is);
  const [user, ...others] = active;
  if (user && others.length === 0) return user;
  throw new Problem({
    kind: 'usage',
    code: 'not-one-user',
    message: user
      ? `${what} means several users: ${active.map(({ username }) => username).join(', ')}.`
      : `No active user stands behind ${what} in what was read.`,
    actions: ['Name the user: user:<username>', 'See what there is: leastwise list --target-org <alias>'],
  });
}
