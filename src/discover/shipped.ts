import type { Container } from '../model/container.ts';
import type { Integration } from '../model/integration.ts';
import { isSalesforceNamespace, standardProfile } from '../platform/standard-profiles.ts';

type Shippable = Pick<Container, 'name' | 'namespace'> & Partial<Pick<Container, 'kind' | 'custom'>>;

/** Who makes a profile, set or group: only what is `own` can an admin change. */
export function classOf(part: Shippable): Integration['class'] {
  if (isSalesforceNamespace(part.namespace)) return 'salesforce';
  if (part.namespace !== '') return 'package';
  if (part.custom === false) return 'salesforce';
  // Older retrieves do not say `custom`: the name of a standard profile does.
  const isStandard = part.custom === undefined && part.kind === 'profile' && standardProfile(part.name) !== undefined;
  return isStandard ? 'salesforce' : 'own';
}
