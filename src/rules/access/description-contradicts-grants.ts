import { ObjectBits } from '../../model/permission.ts';
import { userPermissionLabel } from '../../platform/user-permissions.ts';
import { exampleTree, permissionSetFile } from '../example-tree.ts';
import { containerOrigin, type GrantedEntry, grantedEntries } from '../granted-entries.ts';
import { verbsIn } from '../object-grants.ts';
import type { Rule, RuleContext, Verdict } from '../rule.ts';
import { type GrantingContainer, isGranting, subjectOf, titleOf } from '../subject.ts';
import { counted, listed } from '../wording.ts';

/** "Read only" in the languages that the names of parts are found in. */
const READ_ONLY =
  /\b(read|view)[\s_-]?only\b|\bonly (read|view)|\bnur (lesen|lesend|lesezugriff)|\blesezugriff|\blecture seule|\bsol[oa] lect?ura|\bsolo lettura|\bkun (lese|les)|\blesetilgang|\bskrivebeskyttet|\bendast l[aä]s|\balleen lezen|\bsomente leitura/i;

const LIMITED =
  /\b(very |highly |strictly )?(limited|minimal|least[\s-]privilege|restricted) (access|permissions?|rights)|\bvery limited\b|\bminimal (access|rights)/i;

const EVERYTHING: ReadonlySet<string> = new Set(['ModifyAllData', 'ViewAllData', 'ViewAllFieldsGlobal']);
const WRITES = ObjectBits.create | ObjectBits.edit | ObjectBits.delete | ObjectBits.modifyAll;
const BROAD = ObjectBits.modifyAll;

export const descriptionContradictsGrants: Rule = {
  id: 'description-contradicts-grants',
  code: 'S36',
  title: 'Description says less than the set grants',
  why: 'Reviewers read descriptions. A set that calls itself read-only or very limited, and is not, has passed every review it was ever in.',
  fix: 'Take away what the description does not say, or say what it grants.',
  severity: 'medium',
  principles: ['B2', 'S1'],
  threats: ['Destroy', 'Exfiltrate'],
  references: [{ standard: 'SBS', id: 'PERM-001' }],
  needs: [],
  needsAnyOf: ['profiles', 'permissionSets'],
  presets: ['recommended', 'strict'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'Read-only by its label, but records may be deleted',
        files: exampleTree(
          permissionSetFile('Backup', {
            label: 'Backup (read only)',
            objects: { Account: 'read', Case: 'read edit delete' },
          }),
        ),
        says: 'calls itself read-only',
      },
      {
        name: 'Very limited, but Modify All Records',
        files: exampleTree(
          permissionSetFile('Marketing_Connector', {
            description: 'Very limited access for the marketing platform.',
            objects: { Lead: 'read create edit delete viewAll modifyAll' },
          }),
        ),
        says: 'calls itself limited',
      },
    ],
    pass: [
      {
        name: 'Read-only, and it is',
        files: exampleTree(
          permissionSetFile('Backup', { label: 'Backup (read only)', objects: { Account: 'read viewAll' } }),
        ),
      },
      {
        name: 'An editable field of a read-only object writes nothing',
        files: exampleTree(
          permissionSetFile('Backup', {
            label: 'Backup (read only)',
            objects: { Account: 'read' },
            fields: { 'Account.Phone': 'edit' },
          }),
        ),
      },
    ],
  },
  *check(context) {
    for (const container of context.snapshot.containers) {
      if (!isGranting(container)) continue;
      const { name, label, description } = container;
      const text = [name.replaceAll('_', ' '), label, firstSentence(description)].join('\n');
      if (READ_ONLY.test(text))
        yield judge(context, container, 'read-only', WRITES, ['ModifyAllData', 'BulkApiHardDelete']);
      else if (LIMITED.test(text)) yield judge(context, container, 'limited', BROAD, EVERYTHING);
    }
  },
};

function judge(
  { snapshot, integrationsOf }: RuleContext,
  container: GrantingContainer,
  claim: string,
  mask: number,
  permissions: Iterable<string>,
): Verdict {
  const against = new Set(permissions);
  const system = grantedEntries(snapshot, container, container.grants.system).filter(({ name }) => against.has(name));
  const objects = grantedEntries(snapshot, container, container.grants.objects, mask);
  const entries = [...system, ...objects];
  if (entries.length === 0) return { ...subjectOf(container), outcome: 'pass' };
  return {
    ...subjectOf(container),
    outcome: 'fail',
    message: `${titleOf(container)} calls itself ${claim}, but gives ${listed([...system.map(label), ...onObjects(objects, mask)])}.`,
    severity: integrationsOf(container.id).length > 0 ? 'medium' : 'info',
    confidence: 'likely',
    details: [...system.map(label), ...objects.map(({ name, bits }) => `${name}: ${verbsIn(bits & mask)}`)],
    locations: [...entries.map(({ origin }) => origin), containerOrigin(container)],
  };
}

/** Further down, descriptions tell of single objects ("read-only access to logs"), and of what a set is not. */
function firstSentence(description: string): string {
  return description.split(/[.:;!?\n](\s|$)/, 1)[0] ?? '';
}

function label({ name }: GrantedEntry): string {
  return userPermissionLabel(name);
}

function onObjects(objects: readonly GrantedEntry[], mask: number): readonly string[] {
  if (objects.length === 0) return [];
  const verbs = verbsIn(objects.reduce((bits, entry) => bits | entry.bits, 0) & mask);
  return [`${verbs} on ${counted(objects.length, 'object')} (${listed(objects.map(({ name }) => name))})`];
}
