import type { User } from '../model/user.ts';
import type { CurrentState } from '../plan/current-state.ts';
import { isHeldByOthers } from '../plan/leaving.ts';

/** What goes with an account when it goes: sets that nobody else holds, external client apps that run as it. */
export function oldParts(
  current: CurrentState,
  { username }: User,
): { readonly permissionSets: readonly string[]; readonly apps: readonly string[] } {
  const sets = current
    .assignmentsOf(username)
    .filter(({ target }) => target.kind === 'permission-set')
    .flatMap(({ target }) => current.permissionSet(target.name) ?? [])
    .filter(
      ({ name, namespace, custom }) => custom && namespace === '' && !isHeldByOthers(current, name, { username }),
    );
  const name = username.toLowerCase();
  const apps = current.snapshot.externalClientApps.filter(({ runAsUser }) => runAsUser?.toLowerCase() === name);
  return { permissionSets: sets.map((set) => set.name).sort(), apps: apps.map((app) => app.name).sort() };
}

/** Whether people log in with an account: then it is theirs, whatever else uses it. */
export function isAPersons({ snapshot }: CurrentState, { username }: User): boolean {
  return snapshot.logins.some(
    (login) => login.username === username && login.loginType === 'Application' && login.status === 'Success',
  );
}
