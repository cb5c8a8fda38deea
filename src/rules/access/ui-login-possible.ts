import type { Integration } from '../../model/integration.ts';
import type { Origin } from '../../model/origin.ts';
import { exampleTree, permissionSetFile, profileFile, userFile } from '../example-tree.ts';
import { containerOrigin } from '../granted-entries.ts';
import { containersOf, integrationSubject, ownIntegrations } from '../integration-subject.ts';
import { usersOf } from '../profile-of.ts';
import type { Rule, RuleContext, Verdict } from '../rule.ts';

export const uiLoginPossible: Rule = {
  id: 'ui-login-possible',
  code: 'P09',
  title: 'Integration may log in to the UI',
  why: 'Without API Only User the account of a program is also an account for a browser: whoever has its password clicks through Setup, reports and exports as if it were a person.',
  fix: 'Give the integration a profile with API Only User: the standard profile "Minimum Access - API Only Integrations", or a custom one with API Enabled and API Only User.',
  severity: 'high',
  principles: ['S1', 'D1'],
  threats: ['Impersonate', 'Exfiltrate'],
  references: [{ standard: 'Salesforce', id: 'Security Health Review: API-Only Access' }],
  needs: ['profiles'],
  presets: ['recommended', 'strict', 'legacy'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'A profile without API Only User',
        files: exampleTree(profileFile('Billing Integration', { system: ['ApiEnabled'] })),
        says: 'may log in to the UI',
      },
      {
        name: 'A user on such a profile',
        files: exampleTree(
          profileFile('Back Office', { system: ['ApiEnabled'] }),
          userFile('billing.sync@example.com', { profile: 'Back Office' }),
        ),
        says: 'billing.sync@example.com',
      },
    ],
    pass: [
      {
        name: 'API Only User by the profile',
        files: exampleTree(profileFile('Billing Integration', { system: ['ApiEnabled', 'ApiUserOnly'] })),
      },
      {
        name: 'API Only User by a permission set',
        files: exampleTree(
          profileFile('Back Office', { system: ['ApiEnabled'] }),
          permissionSetFile('API_Only', { system: ['ApiUserOnly'] }),
          userFile('billing.sync@example.com', { profile: 'Back Office', permissionSets: ['API_Only'] }),
        ),
      },
    ],
  },
  *check(context) {
    for (const integration of ownIntegrations(context.integrations)) yield* judge(context, integration);
  },
};

function* judge(context: RuleContext, integration: Integration): Generator<Verdict> {
  const subject = integrationSubject(integration);
  const failing = whereUiIsOpen(context, integration);
  if (failing === undefined) return;
  if (failing.length === 0) yield { ...subject, outcome: 'pass' };
  else {
    yield {
      ...subject,
      outcome: 'fail',
      message: `${integration.name} may log in to the UI: ${failing.map(({ text }) => text).join(', ')} without API Only User.`,
      locations: failing.flatMap(({ origins }) => origins),
    };
  }
}

interface OpenUi {
  readonly text: string;
  readonly origins: readonly Origin[];
}

/** Users, or profiles where no user is known; `undefined` when neither is in the source, so that nothing can be said. */
function whereUiIsOpen(context: RuleContext, integration: Integration): readonly OpenUi[] | undefined {
  const { snapshot } = context;
  const profiles = containersOf(snapshot, integration.profiles);
  const isApiOnly = (kind: 'user' | 'container', id: string) => context.access({ kind, id }).hasSystem('ApiUserOnly');
  const users = usersOf(snapshot, integration).filter(({ id, profile }) => {
    // Of a user whose profile is not in the source nobody can say what it lacks.
    return profile !== undefined && (profiles.length > 0 || isApiOnly('user', id));
  });
  if (users.length > 0) {
    return users
      .filter(({ id }) => !isApiOnly('user', id))
      .map(({ username, profile, origin }) => ({
        text: `user ${username} is on profile "${profile}"`,
        origins: [origin, ...profiles.map(containerOrigin)],
      }));
  }
  const sets = [...integration.permissionSets, ...integration.groups];
  if (profiles.length === 0 || integration.users.length > 0) return undefined;
  if (containersOf(snapshot, sets).some(({ id }) => isApiOnly('container', id))) return [];
  return profiles
    .filter(({ id }) => !isApiOnly('container', id))
    .map((profile) => ({ text: `profile "${profile.name}" is`, origins: [containerOrigin(profile)] }));
}
