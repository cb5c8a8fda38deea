import { dirname, join } from 'node:path';
import { readMetadata } from '../connectors/sfdx/read.ts';
import type { PermissionSetState } from '../model/change.ts';
import type { Declaration } from '../model/declaration.ts';
import { Problem } from '../model/problem.ts';
import { permissionSetStateOf } from '../plan/current-state.ts';

/**
 * Permission sets that teams keep as XML, by the name of their integration.
 *
 * @throws Problem `no-permission-set-there`
 */
export async function readKeptSets(
  declarations: readonly Declaration[],
): Promise<ReadonlyMap<string, PermissionSetState>> {
  const kept = declarations.flatMap(({ name, file, permissionSetFile }) =>
    permissionSetFile === undefined ? [] : [{ name, file, path: join(dirname(file), permissionSetFile) }],
  );
  const states = await Promise.all(
    kept.map(async ({ name, file, path }): Promise<readonly [string, PermissionSetState]> => {
      const { containers, names } = await readMetadata({ path });
      const [set, ...more] = containers.filter(({ kind }) => kind === 'permission-set');
      if (set && more.length === 0) return [name, permissionSetStateOf(names, set)];
      throw new Problem({
        kind: 'configuration',
        code: 'no-permission-set-there',
        message: `${file}: ${path} holds ${more.length > 0 ? 'more than one' : 'no'} permission set.`,
        actions: ['Let permissionSet name one *.permissionset-meta.xml file.'],
      });
    }),
  );
  return new Map(states);
}
