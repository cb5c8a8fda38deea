import type { GroupMember, PermissionSetGroup } from '../../model/container.ts';
import { nameOf } from './file-kinds.ts';
import { namespaceOf } from './namespace.ts';
import { flagOf, textOf, type XmlElement } from './parse-xml.ts';

const STATUSES = ['Updated', 'Outdated', 'Updating', 'Failed'] as const;

export function readGroup(root: XmlElement, path: string): Omit<PermissionSetGroup, 'id'> {
  const name = nameOf(path);
  const status = textOf(root, 'status');
  return {
    name,
    label: textOf(root, 'label') || name,
    description: textOf(root, 'description'),
    activationRequired: flagOf(root, 'hasActivationRequired') === true,
    status: STATUSES.find((one) => one === status),
    namespace: namespaceOf(name),
    members: members(root, 'permissionSets', path),
    mutingSets: members(root, 'mutingPermissionSets', path),
    origin: { path, line: root.line },
  };
}

function members(root: XmlElement, element: string, path: string): GroupMember[] {
  return root.children
    .filter((one) => one.name === element && one.text !== '')
    .map(({ text, line }) => ({ name: text, origin: { path, line } }));
}
