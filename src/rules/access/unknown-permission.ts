import { isKnownUserPermission } from '../../platform/user-permissions.ts';
import { permissionSetFile } from '../example-tree.ts';
import { grantedEntries } from '../granted-entries.ts';
import type { Rule } from '../rule.ts';
import { isGranting } from '../subject.ts';
import { counted, listed } from '../wording.ts';

export const unknownPermission: Rule = {
  id: 'unknown-permission',
  code: 'S41',
  title: 'System permissions that are not known here',
  why: 'What a permission opens can only be judged when it is known. An unknown name is a newer release, a feature of few orgs, an old name, or a slip: it is not harmless for that.',
  fix: 'Look the name up in Setup. If it opens much, write a rule of your own for it.',
  severity: 'info',
  principles: ['S1'],
  threats: [],
  references: [{ standard: 'Salesforce', id: 'Tooling API v68, PermissionSet' }],
  needs: [],
  presets: ['strict'],
  since: '0.1.0',
  examples: {
    fail: [
      { name: 'A slip', files: permissionSetFile('ERP_Integration', { system: ['ApiEnabledd'] }), says: 'ApiEnabledd' },
    ],
    pass: [{ name: 'Known', files: permissionSetFile('ERP_Integration', { system: ['ApiEnabled'] }) }],
  },
  *check({ snapshot, integrationsOf }) {
    const unknown = snapshot.containers
      .filter((container) => isGranting(container) && integrationsOf(container.id).length > 0)
      .flatMap((container) =>
        grantedEntries(snapshot, container, container.grants.system).filter(({ name }) => !isKnownUserPermission(name)),
      );
    const subject = { subject: 'system permissions', subjectKind: 'org' } as const;
    const names = [...new Set(unknown.map(({ name }) => name))].sort();
    if (names.length === 0) yield { ...subject, outcome: 'pass' };
    else
      yield {
        ...subject,
        outcome: 'fail',
        message: `Integrations hold ${counted(names.length, 'system permission')} that API v68 does not know: ${listed(names)}.`,
        details: names,
        locations: unknown.map(({ origin }) => origin),
      };
  },
};
