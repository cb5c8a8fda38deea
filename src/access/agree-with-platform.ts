import type { Permission } from '../model/permission.ts';
import type { PlatformAccess, PlatformFieldAccess, PlatformObjectAccess } from '../model/platform-access.ts';
import type { EffectiveAccess } from './effective-access.ts';

/** Where two judges of the same question differ. */
export interface Disagreement {
  readonly permission: Permission;
  /** What we say. */
  readonly engine: boolean;
  /** What the org says. */
  readonly platform: boolean;
}

export interface Agreement {
  /** Questions that both answered. */
  readonly compared: number;
  readonly disagreements: readonly Disagreement[];
}

const OBJECT_VERBS = ['read', 'create', 'edit', 'delete'] as const satisfies readonly (keyof PlatformObjectAccess)[];

/**
 * Holds the engine's answer against the platform's own, for every question that the platform answered. Whether a field may be
 * written says the platform twice, for new records and for those there are; field permissions know one verb for both.
 */
export function agreementWith(access: EffectiveAccess, { objects, fields }: PlatformAccess): Agreement {
  const asked = [...objectAnswers(objects), ...fieldAnswers(fields)];
  const answers = asked.map(([permission, platform]) => ({ permission, engine: access.may(permission), platform }));
  return { compared: answers.length, disagreements: answers.filter(({ engine, platform }) => engine !== platform) };
}

type Answers = readonly (readonly [Permission, boolean])[];

function objectAnswers(objects: ReadonlyMap<string, PlatformObjectAccess>): Answers {
  return [...objects].flatMap(([object, told]) =>
    OBJECT_VERBS.map((verb) => [{ kind: 'object', object, verb } as const, told[verb]] as const),
  );
}

function fieldAnswers(fields: ReadonlyMap<string, PlatformFieldAccess>): Answers {
  return [...fields].flatMap(([field, told]) => [
    [{ kind: 'field', field, verb: 'read' } as const, told.read] as const,
    [{ kind: 'field', field, verb: 'edit' } as const, told.create || told.edit] as const,
  ]);
}
