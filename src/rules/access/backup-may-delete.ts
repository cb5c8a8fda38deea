import { ObjectBits } from '../../model/permission.ts';
import { userPermissionLabel } from '../../platform/user-permissions.ts';
import { exampleTree, permissionSetFile } from '../example-tree.ts';
import { grantedEntries } from '../granted-entries.ts';
import { grantVerdict } from '../holding.ts';
import type { Rule, RuleContext, Verdict } from '../rule.ts';
import { type GrantingContainer, isGranting, subjectOf, titleOf } from '../subject.ts';
import { counted, listed } from '../wording.ts';

const BACKUP =
  /\bback[\s_-]?ups?\b|sikkerhetskopi|sicherung|sauvegarde|copia de seguridad|respaldo|\bodaseva\b|\bownbackup\b/i;
const DELETES = ObjectBits.delete | ObjectBits.modifyAll;

export const backupMayDelete: Rule = {
  id: 'backup-may-delete',
  code: 'S38',
  title: 'Backup that may delete',
  why: 'A backup reads. One that can delete what it copies takes away the original and the copy with the same token.',
  fix: 'Remove Delete and Modify All Records from the set of the backup; restoring belongs to a set that is assigned for the time it takes.',
  severity: 'high',
  principles: ['S1', 'B4'],
  threats: ['Destroy'],
  references: [],
  needs: ['permissionSets'],
  presets: ['recommended', 'strict', 'legacy'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'Cases may be deleted',
        files: exampleTree(
          permissionSetFile('Nightly_Backup', { objects: { Account: 'read', Case: 'read edit delete' } }),
        ),
        says: 'Case',
      },
    ],
    pass: [
      {
        name: 'It reads everything it copies',
        files: exampleTree(permissionSetFile('Nightly_Backup', { objects: { Account: 'read viewAll' } })),
      },
    ],
  },
  *check(context) {
    for (const container of context.snapshot.containers) {
      const { name, label, description } = container;
      if (!isGranting(container) || container.kind === 'profile') continue;
      if (BACKUP.test([name.replaceAll('_', ' '), label, description].join('\n'))) yield judge(context, container);
    }
  },
};

function judge(context: RuleContext, container: GrantingContainer): Verdict {
  const { snapshot } = context;
  const hard = grantedEntries(snapshot, container, container.grants.system).filter(
    ({ name }) => name === 'BulkApiHardDelete' || name === 'ModifyAllData',
  );
  const objects = grantedEntries(snapshot, container, container.grants.objects, DELETES);
  if (hard.length + objects.length === 0) return { ...subjectOf(container), outcome: 'pass' };
  const labels = hard.map(({ name }) => userPermissionLabel(name));
  const names = objects.map(({ name }) => name);
  const records = names.length > 0 ? [`delete on ${counted(names.length, 'object')} (${listed(names)})`] : [];
  return grantVerdict(
    context,
    container,
    [
      ...hard.map(({ name }) => ({ kind: 'system', name }) as const),
      ...names.map((object) => ({ kind: 'object', object, verb: 'delete' }) as const),
    ],
    [...objects, ...hard].map(({ origin }) => origin),
    {
      message: `${titleOf(container)} is for a backup, but gives ${listed([...records, ...labels])}.`,
      details: [...labels, ...names],
    },
  );
}
