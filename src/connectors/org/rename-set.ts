import type { Change, PermissionSetChange } from '../../model/change.ts';
import { lookUpIds } from './record-ids.ts';
import type { WriteWire } from './write-wire.ts';

type Rename = PermissionSetChange & {
  readonly before: NonNullable<PermissionSetChange['before']>;
  readonly after: NonNullable<PermissionSetChange['after']>;
};

export function isRename(change: Change): change is Rename {
  const { subject, before, after } = change;
  return subject === 'permission-set' && before !== undefined && after !== undefined && before.name !== after.name;
}

/** Gives a permission set its new name by its record: the Metadata API would make a second one. Done already is done. */
export async function renameSet(wire: WriteWire, change: Rename): Promise<void> {
  const id = (await lookUpIds(wire, [change])).permissionSet(change.before.name);
  if (id === undefined) return;
  const { name, label } = change.after;
  const body = JSON.stringify({ Name: name, Label: label });
  await wire.send({ method: 'PATCH', path: `${wire.base}/sobjects/PermissionSet/${id}`, body });
}
