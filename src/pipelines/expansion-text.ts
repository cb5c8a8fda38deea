import { declarationText } from '../desired/declaration-text.ts';
import { newDeclaration } from '../desired/new-declaration.ts';
import type { DeclaredLogin, OrgDesign } from '../model/declaration.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { currentState } from '../plan/current-state.ts';
import { freeNames } from '../plan/free-names.ts';
import type { Wanted } from '../succession/wanted.ts';
import { environmentOf } from './environment-of.ts';

/** The file of what will work beside the old, under names that are free. */
export function expansionText(
  snapshot: Snapshot,
  { name, label, purpose, owner, access, replaces, keepsUser, keepsProfile, keepsSets }: Wanted,
  { design, flow }: { readonly design: OrgDesign; readonly flow: DeclaredLogin['flow'] },
): { readonly text: string; readonly login: DeclaredLogin | undefined } {
  const names = freeNames(
    currentState(snapshot),
    { name, label, owner },
    design,
    environmentOf(snapshot, design, undefined),
  );
  const nothing = { read: [], create: [], edit: [], delete: [], objects: [], system: [], setup: {} };
  const login =
    keepsUser === undefined ? { app: names.app, flow, scopes: [], ipRanges: [], sessionTimeout: undefined } : undefined;
  const base = newDeclaration({ name, label, purpose, owner, review: undefined, access: nothing, login });
  const text = declarationText({
    ...base,
    access,
    replaces,
    permissionSet: names.permissionSet,
    user: { ...base.user, username: keepsUser ?? names.username },
    keeps: { ...base.keeps, profile: keepsProfile, permissionSets: keepsSets },
  });
  return { text, login };
}
