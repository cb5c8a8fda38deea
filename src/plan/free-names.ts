import type { Declaration, OrgDesign } from '../model/declaration.ts';
import type { CurrentState } from './current-state.ts';
import { namesOf } from './naming.ts';

/** Names that have to stand in a file, because those of the naming rules are taken; `undefined`: the rule will do. */
export interface FreeNames {
  readonly permissionSet: string | undefined;
  readonly username: string | undefined;
  readonly app: string | undefined;
}

type Named = Pick<Declaration, 'name' | 'label' | 'owner'>;

/** What an integration beside an old one can be called: `Int_ERP_2` where `Int_ERP` is taken. */
export function freeNames(
  current: CurrentState,
  said: Named,
  design: OrgDesign,
  environment: string | undefined,
): FreeNames {
  const none = { username: undefined, lastName: undefined, alias: undefined, email: undefined, timeZone: undefined };
  const user = { ...none, locale: undefined, language: undefined, federationId: undefined };
  const names = namesOf(
    { ...said, user, permissionSet: undefined, without: [], login: undefined, environments: {}, file: said.name },
    design,
    environment,
  );
  const appNames = [...current.snapshot.connectedApps, ...current.snapshot.externalClientApps].flatMap(
    ({ name, label }) => [name.toLowerCase(), label.toLowerCase()],
  );
  const isApp = (name: string): boolean =>
    appNames.includes(name.toLowerCase()) || appNames.includes(name.replaceAll('_', ' ').toLowerCase());
  const other = (usual: string, isTaken: (name: string) => boolean, numbered: (name: string, at: number) => string) => {
    if (!isTaken(usual)) return undefined;
    for (let at = 2; ; at++) if (!isTaken(numbered(usual, at))) return numbered(usual, at);
  };
  return {
    permissionSet: other(
      names.permissionSet,
      (name) => current.permissionSet(name) !== undefined,
      (name, at) => `${name}_${at}`,
    ),
    username: other(
      names.username,
      (name) => current.user(name) !== undefined,
      (name, at) => name.replace('@', `.${at}@`),
    ),
    app: other(names.app, isApp, (name, at) => `${name}_${at}`),
  };
}
