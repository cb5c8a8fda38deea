import type { UserState } from '../../model/change.ts';

/** Keys of a user definition file that we write, in the order of the guide of the Salesforce CLI. */
function fieldsOf(user: UserState): Readonly<Record<string, string | boolean | undefined>> {
  return {
    Username: user.username,
    LastName: user.lastName,
    Email: user.email,
    Alias: user.alias,
    TimeZoneSidKey: user.timeZone,
    LocaleSidKey: user.locale,
    EmailEncodingKey: user.encoding,
    LanguageLocaleKey: user.language,
    FederationIdentifier: user.federationId,
    IsActive: user.active ? undefined : false,
    profileName: user.profile,
  };
}

type Content = Readonly<Record<string, unknown>>;

/**
 * A user definition file, as `sf org create user --definition-file` takes it.
 *
 * @param existing content of the file that it replaces; keys that we do not know stay
 */
export function userDefinitionText(user: UserState, permissionSets: readonly string[], existing: Content = {}): string {
  const ours = Object.entries({ ...fieldsOf(user), permsets: permissionSets });
  const known = new Set(ours.map(([key]) => key.toLowerCase()));
  const others = Object.entries(existing).filter(([key]) => !known.has(key.toLowerCase()));
  const content = Object.fromEntries([...ours, ...others].filter(([, value]) => value !== undefined));
  return `${JSON.stringify(content, undefined, 2)}\n`;
}
