import { effectiveAccess } from '../access/effective.ts';
import type { OwnedThings } from '../model/owned-things.ts';
import { ObjectBits } from '../model/permission.ts';
import type { LoadedSource } from './understand.ts';

const WRITES = ObjectBits.create | ObjectBits.edit;

/** What a user leaves behind: counted in the org, among the objects that it may write. */
export async function ownedThings(
  { snapshot, graph }: Pick<LoadedSource, 'snapshot' | 'graph'>,
  username: string,
  targetOrg: string,
): Promise<OwnedThings> {
  const { locateOrg } = await import('../connectors/org/locate.ts');
  const { readOwned } = await import('../connectors/org/read-owned.ts');
  const name = username.toLowerCase();
  const user = snapshot.users.find((one) => one.username.toLowerCase() === name);
  const access = effectiveAccess(graph, { kind: 'user', id: user?.id ?? '' });
  // Whoever lost its sets a step ago owns what it made with them all the same.
  const reached = new Set([
    ...access.objects.filter(({ granted }) => (granted & WRITES) !== 0).map(({ object }) => object),
    ...snapshot.recordCounts.map(({ object }) => object),
  ]);
  const counted = await readOwned(await locateOrg(targetOrg), username, [...reached].sort());
  const apps = [...snapshot.externalClientApps, ...snapshot.connectedApps].filter(
    ({ runAsUser }) => runAsUser?.toLowerCase() === name,
  );
  const credentialPrincipals = access.setupEntities('externalCredentialPrincipal');
  return { username, ...counted, apps: apps.map(({ label }) => label).sort(), credentialPrincipals };
}
