import type { ChangeRule } from '../change-rule.ts';

/** How people log in through the user interface (facts 3.4). */
const BY_BROWSER = 'Application';

export const freezesAPerson: ChangeRule = {
  id: 'freezes-a-person',
  title: 'The plan locks out somebody who logs in with a browser',
  why: 'An account that a person uses was taken for that of an application: the person stands before a closed door, and cannot say why.',
  fix: 'Write replaces: { person: …, applications: [ … ] }: then only the tokens of those applications go. When it is no person: --allow freezes-a-person.',
  severity: 'critical',
  effect: 'refuse',
  *check({ plan, before }) {
    for (const change of plan.changes) {
      if (change.subject !== 'user' || !change.before?.active || change.before.frozen) continue;
      if (change.after?.active && !change.after.frozen) continue;
      const { username } = change.before;
      const logins = before.logins.filter(
        (login) => login.username === username && login.loginType === BY_BROWSER && login.status === 'Success',
      );
      const last = logins
        .map((login) => login.last)
        .sort()
        .at(-1);
      if (last === undefined) continue;
      const message = `${username} logged in with a browser, last on ${last.slice(0, 10)}: that is a person.`;
      yield { changes: [change.id], message };
    }
  },
};
