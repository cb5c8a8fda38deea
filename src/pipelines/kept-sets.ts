import { dirname, resolve } from 'node:path';
import { readMetadata } from '../connectors/sfdx/read.ts';
import type { PermissionSetState } from '../model/change.ts';
import type { Declaration } from '../model/declaration.ts';
import { Problem } from '../model/problem.ts';
import { permissionSetStateOf } from '../plan/current-state.ts';

/**
 * The permission sets that teams keep as files of their own, by the name of the integration that refers to them.
 *
 * @throws Problem `no-permission-set-there` with the place of the reference
 */
export async function readKeptSets(
  declarations: readonly Declaration[],
): Promise<ReadonlyMap<string, PermissionSetState>> {
  const sets = new Map<string, PermissionSetState>();
  for (const declaration of declarations) {
    const set = await readKeptSet(declaration);
    if (set !== undefined) sets.set(declaration.name, set);
  }
  return sets;
}

async function readKeptSet({ permissionSetFile, file, places }: Declaration): Promise<PermissionSetState | undefined> {
  if (permissionSetFile === undefined) return undefined;
  const line = places.get('permissionSet')?.line ?? 1;
  const refused = (why: string, cause?: unknown): Problem =>
    new Problem({
      kind: 'configuration',
      code: 'no-permission-set-there',
      message: `${file}:${line}: ${permissionSetFile} ${why}.`,
      actions: ['Write the path of one *.permissionset-meta.xml file, relative to this file.'],
      cause,
    });
  const snapshot = await readMetadata({ path: resolve(dirname(file), permissionSetFile) }).catch((error: unknown) => {
    throw refused('cannot be read', error);
  });
  const [set, ...others] = snapshot.containers.filter(({ kind }) => kind === 'permission-set');
  if (set === undefined || others.length > 0) throw refused(`holds ${set ? 'more than one' : 'no'} permission set`);
  return permissionSetStateOf(snapshot.names, set);
}
