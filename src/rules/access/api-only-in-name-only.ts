import { exampleTree, permissionSetFile } from '../example-tree.ts';
import { containerOrigin, grantedEntries } from '../granted-entries.ts';
import type { Rule } from '../rule.ts';
import { isGranting, subjectOf, titleOf } from '../subject.ts';

const SAYS_API_ONLY = /\bapi[\s_-]?only\b/i;
const SAYS_API = /\bapi\b|integra|sync|connect|bot\b|service/i;

export const apiOnlyInNameOnly: Rule = {
  id: 'api-only-in-name-only',
  code: 'S37',
  title: 'API only by name, or by nothing but a permission',
  why: 'A set called "API only" that does not grant API Only User restricts nobody. A set that grants it without saying so locks out of the UI whoever is given it.',
  fix: 'Grant API Only User in the set, or rename it; where it grants it, say so in its name.',
  severity: 'medium',
  principles: ['S1', 'B2'],
  threats: ['Impersonate'],
  references: [],
  needs: ['permissionSets'],
  presets: ['recommended', 'strict'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'The name says it, no permission does',
        files: exampleTree(permissionSetFile('ERP_API_Only', { system: ['ApiEnabled'] })),
        says: 'does not grant API Only User',
      },
      {
        name: 'A permission says it, the name does not',
        files: exampleTree(permissionSetFile('Sales_Extras', { system: ['ApiEnabled', 'ApiUserOnly'] })),
        says: 'locks out of the UI',
      },
    ],
    pass: [
      {
        name: 'Both say it',
        files: exampleTree(permissionSetFile('ERP_API_Only', { system: ['ApiEnabled', 'ApiUserOnly'] })),
      },
    ],
  },
  *check({ snapshot }) {
    for (const container of snapshot.containers) {
      // Profiles of integrations are judged by ui-login-possible.
      if (!isGranting(container) || container.kind === 'profile') continue;
      const { name, label, description } = container;
      const named = [name.replaceAll('_', ' '), label].join('\n');
      const entry = grantedEntries(snapshot, container, container.grants.system).find(
        (granted) => granted.name === 'ApiUserOnly',
      );
      const title = titleOf(container);
      if (entry && !SAYS_API.test(`${named}\n${description}`)) {
        yield {
          ...subjectOf(container),
          outcome: 'fail',
          message: `${title} grants API Only User, but nothing in its name says so: it locks out of the UI whoever is given it.`,
          severity: 'low',
          locations: [entry.origin],
          key: 'granted',
        };
      } else if (!entry && SAYS_API_ONLY.test(named)) {
        yield {
          ...subjectOf(container),
          outcome: 'fail',
          message: `${title} is called API only, but does not grant API Only User.`,
          locations: [containerOrigin(container)],
          key: 'named',
        };
      } else if (entry) yield { ...subjectOf(container), outcome: 'pass' };
    }
  },
};
