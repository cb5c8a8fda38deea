import type { OrgSetting, ProfileSessionSetting, UserAccessPolicy } from '../../model/setting.ts';
import { nameOf } from './file-kinds.ts';
import { textOf, toNumber, type XmlElement } from './parse-xml.ts';

/** Every value of a settings file, by its dotted path below the root; a list repeats its key. */
export function readSettings(root: XmlElement, path: string): OrgSetting[] {
  const file = nameOf(path);
  const found: OrgSetting[] = [];
  const open = root.children.map((element) => ({ element, key: element.name })).reverse();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { element, key } = next;
    if (element.children.length === 0) {
      found.push({ file, key, value: element.text, origin: { path, line: element.line } });
    }
    for (let i = element.children.length - 1; i >= 0; i--) {
      const inner = element.children[i] as XmlElement;
      open.push({ element: inner, key: `${key}.${inner.name}` });
    }
  }
  return found;
}

export function readSessionSetting(root: XmlElement, path: string): ProfileSessionSetting {
  return {
    profile: textOf(root, 'profile'),
    requiredSessionLevel: textOf(root, 'requiredSessionLevel'),
    sessionTimeout: toNumber(textOf(root, 'sessionTimeout')),
    origin: { path, line: root.line },
  };
}

export function readAccessPolicy(root: XmlElement, path: string): UserAccessPolicy {
  const name = nameOf(path);
  return {
    name,
    label: textOf(root, 'masterLabel') || name,
    status: textOf(root, 'status'),
    triggerType: textOf(root, 'triggerType'),
    actions: root.children
      .filter((one) => one.name === 'userAccessPolicyActions')
      .map((action) => ({
        action: textOf(action, 'action'),
        type: textOf(action, 'type'),
        target: textOf(action, 'target'),
        origin: { path, line: action.line },
      })),
    origin: { path, line: root.line },
  };
}
