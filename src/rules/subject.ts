import type { Container, ContainerKind } from '../model/container.ts';
import type { SubjectKind } from '../model/finding.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { standardProfile } from '../platform/standard-profiles.ts';

/** A profile or permission set as what a verdict is about. */
export interface ContainerSubject {
  readonly subject: string;
  readonly subjectKind: SubjectKind;
  readonly subjectId: string;
}

export type GrantingContainer = Container & { readonly kind: Exclude<ContainerKind, 'muting-permission-set'> };

/** Muting sets take away: what they list is nobody's grant. */
export function isGranting(container: Container): container is GrantingContainer {
  return container.kind !== 'muting-permission-set';
}

/**
 * What rules about grants judge: profiles and permission sets, but the standard System Administrator profile. It grants
 * everything, by what it is; who is on it is the finding, not what stands in it.
 */
export function judgedContainers({ containers }: Snapshot): readonly GrantingContainer[] {
  return containers.filter(isGranting).filter(({ kind, name }) => kind !== 'profile' || !isAdministrator(name));
}

function isAdministrator(profile: string): boolean {
  return standardProfile(profile)?.role === 'administrator';
}

export function subjectOf(container: GrantingContainer): ContainerSubject {
  return { subject: container.name, subjectKind: container.kind, subjectId: container.id };
}

/** `Profile "Billing API"`, `Permission set "ERP_Orders"`: how a sentence about it begins. */
export function titleOf({ kind, name }: GrantingContainer): string {
  return `${kind === 'profile' ? 'Profile' : 'Permission set'} "${name}"`;
}
