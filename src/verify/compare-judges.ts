import { agreementWith } from '../access/agree-with-platform.ts';
import type { EffectiveAccess } from '../access/effective-access.ts';
import type { Permission } from '../model/permission.ts';
import { formatPermission } from '../model/permission-text.ts';
import type { PlatformAccess } from '../model/platform-access.ts';
import type { AccessCheck, JudgesDiffer } from '../model/verification.ts';
import { objectOfField, type Question } from './questions.ts';

/** What our engine says of what was read. */
export function engineChecks(questions: readonly Question[], current: EffectiveAccess): readonly AccessCheck[] {
  return questions.map((question) => checkOf('engine', question, 'what was read', current.may(question.permission)));
}

/** What the org's own tables say. They know four verbs of objects, and fields; where they are silent, that is said. */
export function platformChecks(questions: readonly Question[], told: PlatformAccess): readonly AccessCheck[] {
  return questions.flatMap(({ permission, granted }) => {
    const table = tableOf(permission);
    if (table === undefined) return [];
    const answer = answerOf(permission, told);
    if (answer !== undefined) return [checkOf('platform', { permission, granted }, table, answer)];
    const seen = told.refusals.length > 0 ? 'the org refused to say' : 'the org has no row about it';
    return [{ ...checkOf('platform', { permission, granted }, table, granted), outcome: 'not-checked' as const, seen }];
  });
}

/** What must be asked of the org's tables for these questions. */
export function askedOfPlatform(questions: readonly Question[]): {
  readonly objects: readonly string[];
  readonly fields: readonly string[];
} {
  const asked = questions.filter(({ permission }) => tableOf(permission) !== undefined);
  const names = (of: (permission: Permission) => string | undefined): readonly string[] =>
    [...new Set(asked.flatMap(({ permission }) => of(permission) ?? []))].sort();
  return {
    objects: names((permission) =>
      permission.kind === 'object'
        ? permission.object
        : permission.kind === 'field'
          ? objectOfField(permission.field)
          : undefined,
    ),
    fields: names((permission) => (permission.kind === 'field' ? permission.field : undefined)),
  };
}

/** Where the engine and the org differ about what the user holds now, whatever is declared. */
export function differencesOfJudges(current: EffectiveAccess, told: PlatformAccess): readonly JudgesDiffer[] {
  return agreementWith(current, told).disagreements.map(({ permission, engine, platform }) => ({
    permission: formatPermission(permission),
    engine,
    platform,
  }));
}

function checkOf(
  judge: 'engine' | 'platform',
  { permission, granted }: Question,
  asked: string,
  may: boolean,
): AccessCheck {
  return {
    judge,
    permission: formatPermission(permission),
    expected: granted ? 'granted' : 'refused',
    outcome: may === granted ? 'proved' : 'refuted',
    asked,
    seen: may ? 'granted' : 'not granted',
  };
}

function tableOf(permission: Permission): 'UserEntityAccess' | 'UserFieldAccess' | undefined {
  if (permission.kind === 'field') return 'UserFieldAccess';
  return permission.kind === 'object' && isPlainVerb(permission.verb) ? 'UserEntityAccess' : undefined;
}

type PlainVerb = 'read' | 'create' | 'edit' | 'delete';

export function isPlainVerb(verb: string): verb is PlainVerb {
  return verb === 'read' || verb === 'create' || verb === 'edit' || verb === 'delete';
}

function answerOf(permission: Permission, { objects, fields }: PlatformAccess): boolean | undefined {
  if (permission.kind === 'object')
    return isPlainVerb(permission.verb) ? objects.get(permission.object)?.[permission.verb] : undefined;
  if (permission.kind !== 'field') return undefined;
  const told = fields.get(permission.field);
  return permission.verb === 'read' ? told?.read : told && (told.create || told.edit);
}
