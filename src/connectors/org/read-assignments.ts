import type { Assignment } from '../../model/user.ts';
import type { ContainerDraft } from './read-containers.ts';
import type { GroupDraft } from './read-groups.ts';
import { readTable } from './read-table.ts';
import type { Reading } from './reading.ts';
import { originOf, toInstant } from './row.ts';

const OBJECT = 'PermissionSetAssignment';
/** Every user is also assigned the set that its profile owns; an assignment of a group may name no set at all. */
const NOT_OF_PROFILES = '(PermissionSet.IsOwnedByProfile = false OR PermissionSetGroupId != null)';

/** Which set or group is assigned to whom, and until when. */
export async function readAssignments(
  reading: Reading,
  usernames: ReadonlyMap<string, string>,
  drafts: readonly ContainerDraft[],
  groups: readonly GroupDraft[],
): Promise<readonly Assignment[]> {
  if (!reading.columns.has(OBJECT)) {
    reading.notes.refused('assignments');
    return [];
  }
  const optional = reading.columns.of(OBJECT, ['PermissionSetGroupId', 'ExpirationDate', 'IsActive', 'IsRevoked']);
  const sets = new Map(drafts.map(({ recordId, name }) => [recordId, name]));
  const groupNames = new Map(groups.map(({ recordId, group }) => [recordId, group.name]));
  const assignments: Assignment[] = [];
  const table = {
    object: OBJECT,
    columns: ['Id', 'AssigneeId', 'PermissionSetId', ...optional],
    where: NOT_OF_PROFILES,
  };
  const took = await readTable(reading.wire, { ...table, count: reading.counts.get(OBJECT) }, (cells) => {
    const [id = '', assignee = '', setId = ''] = cells;
    const at = (column: string): string => cells[3 + optional.indexOf(column)] ?? '';
    const username = usernames.get(assignee);
    const groupId = optional.includes('PermissionSetGroupId') ? at('PermissionSetGroupId') : '';
    const name = groupId === '' ? sets.get(setId) : groupNames.get(groupId);
    if (username === undefined || name === undefined) return;
    const expires = optional.includes('ExpirationDate') ? toInstant(at('ExpirationDate')) : undefined;
    assignments.push({
      username,
      target: { kind: groupId === '' ? 'permission-set' : 'group', name },
      expires,
      ended:
        optional.includes('IsRevoked') && at('IsRevoked') === 'true'
          ? 'revoked'
          : hasEnded(expires, reading.now)
            ? 'expired'
            : undefined,
      origin: originOf(OBJECT, id),
    });
  });
  if (took.ok) reading.notes.read('assignments');
  else reading.notes.refused('assignments', took.failure);
  return assignments.sort(byPlace);
}

/** To the minute, where the date alone would wait for the next day. `IsActive` also turns with the user, so it does not decide. */
function hasEnded(expires: string | undefined, now: Date): boolean {
  return expires !== undefined && Date.parse(expires) <= now.getTime();
}

function byPlace(a: Assignment, b: Assignment): number {
  const [left, right] = [a, b].map(({ username, target }) => `${username}\n${target.kind}\n${target.name}`) as [
    string,
    string,
  ];
  return left < right ? -1 : left > right ? 1 : 0;
}
