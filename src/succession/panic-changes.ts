import type { Change, UserState } from '../model/change.ts';
import type { OrgFacts } from '../model/org-facts.ts';
import type { Assignment, User } from '../model/user.ts';
import { leavingUserState } from '../plan/current-state.ts';

const WHY = 'it is locked out: panic';

/** Freezing comes before everything else, and needs nothing but the user. */
export function freezing(integration: string, users: readonly User[]): readonly Change[] {
  return users
    .filter(({ active, frozen }) => active && !frozen)
    .map((user): Change => {
      const before: UserState = leavingUserState(user);
      const id = `user:${user.username}`;
      return {
        subject: 'user',
        id,
        integration,
        before,
        after: { ...before, frozen: true },
        reason: WHY,
        preconditions: [],
      };
    });
}

/** What is left to take from whoever is frozen. Licences stay: giving them back may find no seat. */
export function disarming(
  integration: string,
  {
    tokens,
    sessions,
    assignments,
  }: Pick<OrgFacts, 'tokens' | 'sessions'> & { readonly assignments: readonly Assignment[] },
): readonly Change[] {
  const common = { integration, after: undefined, reason: WHY, preconditions: [] };
  const byApplication = Map.groupBy(tokens, ({ username, application }) => `tokens:${application}→${username}`);
  const byUser = Map.groupBy(sessions, ({ username }) => username);
  return [
    ...[...byApplication].flatMap(([id, [first, ...more]]): readonly Change[] =>
      first
        ? [
            {
              ...common,
              subject: 'tokens',
              id,
              before: { username: first.username, application: first.application, count: more.length + 1 },
            },
          ]
        : [],
    ),
    ...[...byUser].map(
      ([username, { length: count }]): Change => ({
        ...common,
        subject: 'sessions',
        id: `sessions:${username}`,
        before: { username, count },
      }),
    ),
    ...assignments.map(
      ({ username, target, expires }): Change => ({
        ...common,
        subject: 'assignment',
        id: `assignment:${target.name}→${username}`,
        before: { username, target, expires },
      }),
    ),
  ];
}
