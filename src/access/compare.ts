import type { ChangedPermission, ComparedSide, Comparison, Holder } from '../model/answer.ts';
import type { Integration } from '../model/integration.ts';
import {
  FIELD_VERBS,
  FieldBits,
  OBJECT_VERBS,
  ObjectBits,
  type Permission,
  SETUP_ENTITY_TYPES,
} from '../model/permission.ts';
import type { AccessGraph } from './access-graph.ts';
import { effectiveAccess, integrationAccess } from './effective.ts';
import type { EffectiveAccess } from './effective-access.ts';
import { entryOrigin, passesOn } from './entries.ts';
import { sourcesOfHolder } from './grant-paths.ts';

/** One side of a comparison: who, in which tree, at which time. */
export interface ComparableSide {
  readonly label: string;
  readonly graph: AccessGraph;
  readonly holder: Holder;
  /** Those of the same tree, when `holder` may be one. */
  readonly integrations: readonly Integration[];
}

/** Everything granted, in order: objects, fields, system permissions, set-up entities; each by name, then verb. */
export function* grantedPermissions(access: EffectiveAccess): Generator<Permission> {
  for (const { object, granted } of access.objects) {
    for (const verb of OBJECT_VERBS) if ((granted & ObjectBits[verb]) !== 0) yield { kind: 'object', object, verb };
  }
  for (const { field, granted } of access.fields) {
    for (const verb of FIELD_VERBS) if ((granted & FieldBits[verb]) !== 0) yield { kind: 'field', field, verb };
  }
  for (const name of access.systemPermissions) yield { kind: 'system', name };
  for (const type of SETUP_ENTITY_TYPES) {
    for (const name of access.setupEntities(type)) yield { kind: 'setup', type, name };
  }
}

/** Whether containers grant it, whatever else may imply it. */
export function isGranted(access: EffectiveAccess, permission: Permission): boolean {
  if (permission.kind === 'object') return (access.objectBits(permission.object) & ObjectBits[permission.verb]) !== 0;
  if (permission.kind === 'field') return (access.fieldBits(permission.field) & FieldBits[permission.verb]) !== 0;
  return access.may(permission);
}

export function accessOfSide({ graph, holder, integrations }: ComparableSide): EffectiveAccess {
  const integration = holder.kind === 'integration' ? integrations.find(({ name }) => name === holder.id) : undefined;
  return integration ? integrationAccess(graph, integration) : effectiveAccess(graph, holder);
}

/** The grants of one side that the other lacks, each with the entry that gives it. */
export function changedPermissions(
  side: ComparableSide,
  access: EffectiveAccess,
  lacks: (permission: Permission) => boolean,
): readonly ChangedPermission[] {
  const { sources } = sourcesOfHolder(side.graph, side.holder, side.integrations);
  return [...grantedPermissions(access)].filter(lacks).map((permission) => {
    const source = sources.find(
      (candidate) => candidate.state === 'active' && passesOn(side.graph, candidate, permission),
    );
    const entry = source && entryOrigin(side.graph, source.container, permission);
    return { permission, kind: 'granted', origin: entry && { path: entry.path, line: entry.line } };
  });
}

/** What one side has and the other has not. */
export function compareAccess(before: ComparableSide, after: ComparableSide): Comparison {
  const had = accessOfSide(before);
  const has = accessOfSide(after);
  const described = (side: ComparableSide, access: EffectiveAccess): ComparedSide => ({
    label: side.label,
    holder: side.holder,
    bound: access.bound,
    boundReasons: access.boundReasons,
  });
  const gained = changedPermissions(after, has, (permission) => !isGranted(had, permission));
  const lost = changedPermissions(before, had, (permission) => !isGranted(has, permission));
  let kept = 0;
  for (const permission of grantedPermissions(has)) if (isGranted(had, permission)) kept += 1;
  return { before: described(before, had), after: described(after, has), gained, lost, kept };
}
