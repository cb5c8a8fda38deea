import type { GroupMember, PermissionSetGroup } from '../../model/container.ts';
import { type ContainerDraft, withNamespace } from './read-containers.ts';
import { askAll, type Reading, selecting } from './reading.ts';
import { flagIn, originOf, type Row, textIn } from './row.ts';

const GROUP_COLUMNS = [
  'DeveloperName',
  'MasterLabel',
  'Description',
  'Status',
  'HasActivationRequired',
  'NamespacePrefix',
];
const STATES = ['Updated', 'Outdated', 'Updating', 'Failed'] as const;

/** A group, and the id that assignments name it by. */
export interface GroupDraft {
  readonly recordId: string;
  readonly group: Omit<PermissionSetGroup, 'id'>;
}

/** Groups with their members. Muting sets are members like others, and told apart by what the id belongs to. */
export async function readGroups(reading: Reading, drafts: readonly ContainerDraft[]): Promise<readonly GroupDraft[]> {
  const { groups, members } = await askAll(reading, {
    groups: selecting(reading, 'PermissionSetGroup', GROUP_COLUMNS),
    members: selecting(reading, 'PermissionSetGroupComponent', ['PermissionSetGroupId', 'PermissionSetId']),
  });
  for (const found of [groups, members]) if (!found.ok) reading.notes.refused('groups', found.failure);
  if (!groups.ok || !members.ok) return [];
  reading.notes.read('groups');
  const membersOf = Map.groupBy(members.rows, (row) => textIn(row, 'PermissionSetGroupId'));
  const containers = new Map(drafts.map((draft) => [draft.recordId, draft]));
  return groups.rows
    .map((row) => toGroup(row, membersOf.get(textIn(row, 'Id')) ?? [], containers))
    .sort((a, b) => (a.group.name < b.group.name ? -1 : 1));
}

function toGroup(row: Row, components: readonly Row[], containers: ReadonlyMap<string, ContainerDraft>): GroupDraft {
  const recordId = textIn(row, 'Id');
  const namespace = textIn(row, 'NamespacePrefix');
  const members: GroupMember[] = [];
  const mutingSets: GroupMember[] = [];
  for (const component of components) {
    const id = textIn(component, 'PermissionSetId');
    const set = containers.get(id);
    const member = { name: set?.name ?? id, origin: originOf('PermissionSetGroupComponent', textIn(component, 'Id')) };
    const isMuting = set ? set.kind === 'muting-permission-set' : id.startsWith('0QM');
    (isMuting ? mutingSets : members).push(member);
  }
  const byName = (a: GroupMember, b: GroupMember): number => (a.name < b.name ? -1 : 1);
  return {
    recordId,
    group: {
      name: withNamespace(namespace, textIn(row, 'DeveloperName')),
      label: textIn(row, 'MasterLabel'),
      description: textIn(row, 'Description'),
      activationRequired: flagIn(row, 'HasActivationRequired'),
      status: STATES.find((state) => state === textIn(row, 'Status')),
      namespace,
      members: members.sort(byName),
      mutingSets: mutingSets.sort(byName),
      origin: originOf('PermissionSetGroup', recordId),
    },
  };
}
