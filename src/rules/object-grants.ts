import { OBJECT_VERBS, ObjectBits, type ObjectVerb, type Permission } from '../model/permission.ts';
import type { GrantText } from './grant-text.ts';
import { type GrantedEntry, grantedEntries } from './granted-entries.ts';
import { grantVerdict, reachingWith } from './holding.ts';
import type { RuleContext, Verdict } from './rule.ts';
import { type GrantingContainer, judgedContainers, subjectOf, titleOf } from './subject.ts';
import { isToldAsAdministrator } from './told-as-administrator.ts';

/** What to say of a container that grants the verb on these objects; `undefined` when that is no failure. */
export type SayObjectGrant = (
  title: string,
  objects: readonly GrantedEntry[],
  container: GrantingContainer,
) => GrantText | undefined;

/** Which entries with the verb are meant; `reaches` says whether another verb of the object is left after muting. */
export type SelectObjectGrant = (entry: GrantedEntry, reaches: (verb: ObjectVerb) => boolean) => boolean;

/**
 * Judges every profile and permission set by the objects on which it grants a verb: one failure each, with all objects
 * in order, and with the groups that pass them on.
 */
export function* objectGrants(
  context: RuleContext,
  verb: ObjectVerb,
  say: SayObjectGrant,
  select: SelectObjectGrant = () => true,
): Generator<Verdict> {
  for (const container of judgedContainers(context.snapshot)) {
    const told = isToldAsAdministrator(context, container);
    yield told ? { ...subjectOf(container), outcome: 'pass' } : judge(context, container, verb, say, select);
  }
}

function judge(
  context: RuleContext,
  container: GrantingContainer,
  verb: ObjectVerb,
  say: SayObjectGrant,
  select: SelectObjectGrant,
): Verdict {
  const reaches = reachingWith(context, container);
  const may = (object: string) => (other: ObjectVerb) => reaches({ kind: 'object', object, verb: other });
  const all = grantedEntries(context.snapshot, container, container.grants.objects, ObjectBits[verb]);
  const entries = all.filter((entry) => may(entry.name)(verb) && select(entry, may(entry.name)));
  const text = entries.length > 0 ? say(titleOf(container), entries, container) : undefined;
  if (!text) return { ...subjectOf(container), outcome: 'pass' };
  const permissions = entries.map(({ name }): Permission => ({ kind: 'object', object: name, verb }));
  return grantVerdict(
    context,
    container,
    permissions,
    entries.map(({ origin }) => origin),
    text,
  );
}

const WORDS: Readonly<Record<ObjectVerb, string>> = {
  read: 'read',
  create: 'create',
  edit: 'edit',
  delete: 'delete',
  viewAll: 'View All Records',
  modifyAll: 'Modify All Records',
  viewAllFields: 'View All Fields',
};

/** `read, edit, View All Records`: the verbs of an object entry in words of Setup. */
export function verbsIn(bits: number): string {
  return OBJECT_VERBS.filter((verb) => (bits & ObjectBits[verb]) !== 0)
    .map((verb) => WORDS[verb])
    .join(', ');
}
