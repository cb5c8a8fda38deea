import type { Container } from '../../model/container.ts';
import { exampleTree, permissionSetFile } from '../example-tree.ts';
import { containerOrigin, countGranted } from '../granted-entries.ts';
import type { Rule } from '../rule.ts';
import { isGranting, subjectOf, titleOf } from '../subject.ts';
import { counted } from '../wording.ts';

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
    const byName = Map.groupBy(snapshot.containers.filter(isGranting), ({ kind, name }) => `${kind} ${name}`);
    for (const [first, ...others] of byName.values()) {
      if (!first) continue;
      if (others.length === 0) {
        yield { ...subjectOf(first), outcome: 'pass' };
        continue;
      }
      const all = [first, ...others];
      yield {
        ...subjectOf(first),
        outcome: 'fail',
        message: `${titleOf(first)} stands in ${all.length} files${differing(all)}. Each is judged by itself, none was merged.`,
        severity: all.some(({ id }) => integrationsOf(id).length > 0) ? 'medium' : 'info',
        integrations: [...new Set(all.flatMap(({ id }) => integrationsOf(id).map(({ name }) => name)))],
        locations: all.map(containerOrigin),
        adminsToChange: true,
      };
    }
  },
};

/** ` that differ: 11 or 12 objects, 157 to 169 fields`; nothing when they grant equally much. */
function differing(containers: readonly Container[]): string {
  const told = (['objects', 'fields'] as const).flatMap((column) => {
    const counts = containers.map(({ grants }) => countGranted(grants[column]));
    const [least, most] = [Math.min(...counts), Math.max(...counts)];
    if (least === most) return [];
    return [`${least} ${most === least + 1 ? 'or' : 'to'} ${counted(most, column.slice(0, -1))}`];
  });
  return told.length > 0 ? ` that differ: ${told.join(', ')}` : '';
}
