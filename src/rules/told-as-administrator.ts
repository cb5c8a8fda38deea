import { ESCALATING_PERMISSIONS } from './escalating-permissions.ts';
import { grantedEntries } from './granted-entries.ts';
import type { RuleContext } from './rule.ts';
import type { GrantingContainer } from './subject.ts';

/**
 * Whether a container that no integration holds is an administrator's: the rule on escalation paths tells of it in one
 * line. What else an administrator of people holds is for other reviews.
 */
export function isToldAsAdministrator(context: RuleContext, container: GrantingContainer): boolean {
  if (context.integrationsOf(container.id).length > 0) return false;
  const { snapshot } = context;
  const granted = grantedEntries(snapshot, container, container.grants.system);
  return granted.some(({ name }) => ESCALATING_PERMISSIONS.includes(name));
}
