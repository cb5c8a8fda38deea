import { readFile } from 'node:fs/promises';
import { changeDeclaration, type DeclarationEdit } from '../desired/change-declaration.ts';
import { accessValue } from '../desired/declaration-text.ts';
import { writeWhole } from '../files/write-whole.ts';
import type { Declaration } from '../model/declaration.ts';
import type { Expansion } from '../model/expansion.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { currentState } from '../plan/current-state.ts';
import { freeNames } from '../plan/free-names.ts';
import type { Wanted } from '../succession/wanted.ts';
import type { ExpandOptions } from './expand.ts';

/**
 * Turns the file of an integration that is declared as it was found into one by the design, beside what it has now. The access
 * that its owner wrote stays; so do comments.
 */
export async function rewriteDeclared(
  snapshot: Snapshot,
  declared: Declaration,
  { access, replaces, told }: Wanted,
  { found: { design }, flow }: ExpandOptions,
): Promise<readonly Expansion[]> {
  const { file, login } = declared;
  const names = freeNames(currentState(snapshot), declared, design, undefined);
  const isWritten = declared.permissionSetFile === undefined && declared.access.objects.length > 0;
  const put = (path: readonly string[], value: (DeclarationEdit & { kind: 'put' })['value']): DeclarationEdit => ({
    kind: 'put',
    path,
    value,
  });
  const old = { user: replaces.user, person: replaces.person, stage: replaces.stage, since: replaces.since };
  const lists = { applications: replaces.applications, permissionSets: replaces.permissionSets, apps: replaces.apps };
  const filled = Object.fromEntries(Object.entries(lists).filter(([, names_]) => names_.length > 0));
  const edits: readonly DeclarationEdit[] = [
    ...['keeps', 'without', 'licences'].map((key) => put([key], undefined)),
    put(['permissionSet'], names.permissionSet),
    put(['user', 'username'], names.username),
    ...(isWritten ? [] : [put(['access'], accessValue(access))]),
    put(['login'], { app: names.app, flow, ...(login?.ipRanges.length ? { ipRanges: login.ipRanges } : {}) }),
    put(['replaces'], { ...old, ...filled }),
  ];
  await writeWhole(file, changeDeclaration(await readFile(file, 'utf8'), file, edits));
  const { objects } = isWritten ? declared.access : access;
  return [
    {
      ...told,
      name: declared.name,
      file,
      replaces,
      flow,
      from: isWritten ? 'declared' : told.from,
      objects: objects.map(({ object }) => object),
      notes: isWritten ? ['access stays as its file declares it'] : told.notes,
    },
  ];
}
