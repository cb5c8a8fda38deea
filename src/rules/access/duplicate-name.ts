import type { Container } from '../../model/container.ts';
import { exampleTree, permissionSetFile } from '../example-tree.ts';
import { containerOrigin, countGranted } from '../granted-entries.ts';
import type { Rule } from '../rule.ts';
import { isGranting, subjectOf } from '../subject.ts';

export const duplicateName: Rule = {
  id: 'duplicate-name',
  code: 'S34',
  title: 'One name, several files',
  why: 'Two files with one full name overwrite each other: what the org holds depends on which was deployed last. Reviewing one of them proves nothing.',
  fix: 'Keep one file, or give the variants names of their own.',
  severity: 'medium',
  principles: ['B2'],
  threats: [],
  references: [],
  needs: [],
  needsAnyOf: ['profiles', 'permissionSets'],
  presets: ['recommended', 'strict'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'The set stands in two package directories',
        files: {
          ...permissionSetFile('CRM_Sync', { objects: { Account: 'read' } }),
          ...Object.fromEntries(
            Object.entries(permissionSetFile('CRM_Sync', { objects: { Account: 'read', Contact: 'read' } })).map(
              ([path, text]) => [path.replace('force-app', 'extras'), text],
            ),
          ),
        },
        says: 'in 2 files',
      },
    ],
    pass: [{ name: 'One file', files: exampleTree(permissionSetFile('CRM_Sync', { objects: { Account: 'read' } })) }],
  },
  *check({ snapshot, integrationsOf }) {
    const size = ({ grants }: Container) =>
      `${countGranted(grants.objects)} objects, ${countGranted(grants.fields)} fields`;
    const byName = Map.groupBy(snapshot.containers.filter(isGranting), ({ kind, name }) => `${kind} ${name}`);
    for (const [first, ...others] of byName.values()) {
      if (!first) continue;
      if (others.length === 0) {
        yield { ...subjectOf(first), outcome: 'pass' };
        continue;
      }
      const all = [first, ...others];
      const sizes = new Set(all.map(size));
      const what = first.kind === 'profile' ? 'Profile' : 'Permission set';
      yield {
        ...subjectOf(first),
        outcome: 'fail',
        message: `${what} "${first.name}" stands in ${all.length} files${sizes.size > 1 ? ' that differ' : ''}: each is judged by itself, none was merged.`,
        severity: all.some(({ id }) => integrationsOf(id).length > 0) ? 'medium' : 'info',
        integrations: [...new Set(all.flatMap(({ id }) => integrationsOf(id).map(({ name }) => name)))],
        details: all.map((container) => `${container.files[0]}: ${size(container)}`),
        locations: all.map(containerOrigin),
      };
    }
  },
};
