import { type EscalationPath, openEscalationPaths } from '../../platform/escalation-paths.ts';
import { userPermissionLabel } from '../../platform/user-permissions.ts';
import { ESCALATING_PERMISSIONS } from '../escalating-permissions.ts';
import { exampleTree, permissionSetFile } from '../example-tree.ts';
import type { GrantText } from '../grant-text.ts';
import type { Rule } from '../rule.ts';
import { systemGrants } from '../system-grants.ts';
import { listed } from '../wording.ts';

export const escalationPath: Rule = {
  id: 'escalation-path',
  code: 'X01',
  title: 'A way to System Administrator',
  why: 'Some permissions are the administrator in instalments: who may assign permission sets, change users, write code or deploy can give itself everything else. They look harmless one by one, and no Modify All Data shows anywhere.',
  fix: 'Remove the permissions of the path. Work on users and configuration belongs to people, or to a deployment identity that is declared and reviewed.',
  severity: 'critical',
  principles: ['X1', 'S1', 'B4'],
  threats: ['Escalate', 'Persist'],
  references: [
    { standard: 'SBS', id: 'ACS-004' },
    { standard: 'SBS', id: 'ACS-008' },
  ],
  needs: [],
  needsAnyOf: ['profiles', 'permissionSets'],
  presets: ['recommended', 'strict', 'legacy'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'Manage Users and Assign Permission Sets',
        files: exampleTree(
          permissionSetFile('HR_Sync', { system: ['ApiEnabled', 'AssignPermissionSets', 'ManageUsers'] }),
        ),
        says: 'Manage Users + Assign Permission Sets',
      },
      {
        name: 'Code runs in system mode',
        files: exampleTree(permissionSetFile('Release_Integration', { system: ['ApiEnabled', 'AuthorApex'] })),
        says: 'Author Apex',
      },
    ],
    pass: [
      {
        name: 'Reading the set-up opens no way up',
        files: exampleTree(
          permissionSetFile('Audit_Integration', { system: ['ApiEnabled', 'ViewRoles', 'ViewSetup'] }),
        ),
      },
    ],
  },
  *check(context) {
    yield* systemGrants(context, [...ESCALATING_PERMISSIONS, 'ModifyAllData'], say, { ofAdministrators: true });
  },
};

function say(title: string, granted: readonly string[]): GrantText | undefined {
  const [first, ...others] = openEscalationPaths((name) => granted.includes(name));
  // Modify All Data alone is told by the rule of its name.
  if (!first || first.id === 'modify-all-data') return undefined;
  const labels = first.needs.map(userPermissionLabel);
  // What opens everything at once comes first: a reader looks for its name.
  const rest = others.toSorted((a, b) => Number(b.id === 'modify-all-data') - Number(a.id === 'modify-all-data'));
  const also = [...new Set(rest.flatMap(({ needs }) => needs.map(userPermissionLabel)))];
  const more = also.length > 0 ? ` ${listed(also)} would do as well.` : '';
  return {
    message: `${title} gives ${labels.join(' + ')}: its holder ${first.summary}, so a stolen token ends in System Administrator.${more}`,
    fix: `Remove ${listed([...labels, ...also], 6)}${also.length > 0 ? ': each is enough, so all have to go' : ''}.`,
    details: [story(first), ...rest.map(({ needs, summary }) => `${labelsOf(needs)}: ${summary}`)],
    ...(first.confidence === 'likely' ? { confidence: 'likely' as const } : {}),
  };
}

function story({ needs, steps }: EscalationPath): string {
  return `${labelsOf(needs)}: ${steps.join(' → ')}`;
}

function labelsOf(needs: readonly string[]): string {
  return needs.map(userPermissionLabel).join(' + ');
}
