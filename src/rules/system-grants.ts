import type { Permission } from '../model/permission.ts';
import type { GrantText } from './grant-text.ts';
import { byName, grantedEntries } from './granted-entries.ts';
import { grantVerdict, reachingWith } from './holding.ts';
import type { RuleContext, Verdict } from './rule.ts';
import { type GrantingContainer, judgedContainers, subjectOf, titleOf } from './subject.ts';
import { isToldAsAdministrator } from './told-as-administrator.ts';

/** What to say of a container that grants some of the permissions; `undefined` when these are no failure. */
export type SaySystemGrant = (
  title: string,
  granted: readonly string[],
  container: GrantingContainer,
) => GrantText | undefined;

/**
 * Judges every profile and permission set by whether it grants any of some system permissions: one failure each, with
 * all of them, and with the groups that pass them on.
 */
export function* systemGrants(
  context: RuleContext,
  names: Iterable<string>,
  say: SaySystemGrant,
  { ofAdministrators = false }: { readonly ofAdministrators?: boolean } = {},
): Generator<Verdict> {
  const asked = new Set(names);
  const isWanted = byName(context.snapshot, (name) => asked.has(name));
  for (const container of judgedContainers(context.snapshot)) {
    // For people's administrators, the sentence on their way up is enough.
    const told = !ofAdministrators && isToldAsAdministrator(context, container);
    yield told ? { ...subjectOf(container), outcome: 'pass' } : judge(context, container, isWanted, say);
  }
}

function judge(
  context: RuleContext,
  container: GrantingContainer,
  isWanted: (id: number) => boolean,
  say: SaySystemGrant,
): Verdict {
  const wanted = grantedEntries(context.snapshot, container, container.grants.system, undefined, isWanted);
  if (wanted.length === 0) return { ...subjectOf(container), outcome: 'pass' };
  const reaches = reachingWith(context, container);
  const entries = wanted.filter(({ name }) => reaches({ kind: 'system', name }));
  const granted = [...new Set(entries.map(({ name }) => name))];
  const text = granted.length > 0 ? say(titleOf(container), granted, container) : undefined;
  if (!text) return { ...subjectOf(container), outcome: 'pass' };
  const permissions = granted.map((name): Permission => ({ kind: 'system', name }));
  return grantVerdict(
    context,
    container,
    permissions,
    entries.map(({ origin }) => origin),
    text,
  );
}
