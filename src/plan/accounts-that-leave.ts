import { type Declaration, REPLACE_STAGES, type ReplaceStage } from '../model/declaration.ts';
import type { DesiredIntegration, DesiredState } from './desired-state.ts';
import type { LeavingAccount } from './leaving.ts';

/** Every account that some declaration replaces or retires, each once. */
export function accountsThatLeave(
  declarations: readonly Declaration[],
  integrations: readonly DesiredIntegration[],
): readonly LeavingAccount[] {
  const named = new Map(integrations.map((integration) => [integration.name, integration]));
  const replaced = declarations.flatMap(({ name, replaces }) => {
    const integration = named.get(name);
    return replaces && integration ? [replacedAccount(integration, replaces)] : [];
  });
  const merged = mergedAccounts(replaced);
  const retired = declarations.flatMap(({ name, retire }) => {
    const integration = named.get(name);
    return retire && integration ? [retiredAccount(integration, retire.stage, `${name} is retired`)] : [];
  });
  // Whoever is declared and replaced by others goes the way of the others: nothing of it is kept alive meanwhile.
  const followers = integrations.flatMap((integration) => {
    const by = merged.find(({ kind, username }) => kind === 'user' && isSame(username, integration.user.username));
    if (!by || by.stage === 'expand') return [];
    const account = retiredAccount(integration, by.stage, by.reason);
    const both = (own: readonly string[], named: readonly string[]): readonly string[] => [
      ...new Set([...own, ...named]),
    ];
    return [
      {
        ...account,
        integration: by.integration,
        permissionSets: both(account.permissionSets, by.permissionSets),
        apps: both(account.apps, by.apps),
      },
    ];
  });
  const followed = new Set(followers.map(({ username }) => username.toLowerCase()));
  return [...merged.filter(({ username }) => !followed.has(username.toLowerCase())), ...followers, ...retired];
}

const isSame = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

function replacedAccount(
  { name, user }: DesiredIntegration,
  { user: old, person, applications, permissionSets, apps, stage }: NonNullable<Declaration['replaces']>,
): LeavingAccount {
  const kind = old !== undefined ? 'user' : person !== undefined ? 'person' : 'sets';
  return {
    integration: name,
    username: old ?? person ?? user.username,
    kind,
    stage,
    applications,
    permissionSets,
    apps,
    reason: `${name} has taken over from it`,
  };
}

function retiredAccount(
  { name, user, permissionSet, app, without }: DesiredIntegration,
  stage: ReplaceStage,
  reason: string,
): LeavingAccount {
  return {
    integration: name,
    username: user.username,
    kind: 'user',
    stage,
    applications: [],
    permissionSets: without.includes('permissionSet') ? [] : [permissionSet.name],
    apps: app ? [app.name] : [],
    reason,
  };
}

/** Several may replace one account: it goes no further than all of them say. */
function mergedAccounts(accounts: readonly LeavingAccount[]): readonly LeavingAccount[] {
  const byAccount = Map.groupBy(accounts, ({ kind, username }) => `${kind} ${username.toLowerCase()}`);
  return [...byAccount.values()].flatMap((same) => {
    const [first] = same;
    if (!first) return [];
    const all = (of: (one: LeavingAccount) => readonly string[]): readonly string[] => [...new Set(same.flatMap(of))];
    const stages = same.map(({ stage }) => REPLACE_STAGES.indexOf(stage));
    const names = same.map(({ integration }) => integration);
    return [
      {
        ...first,
        stage: REPLACE_STAGES[Math.min(...stages)] ?? 'expand',
        applications: all(({ applications }) => applications),
        permissionSets: all(({ permissionSets }) => permissionSets),
        apps: all(({ apps }) => apps),
        reason: same.length > 1 ? `${names.join(' and ')} have taken over from it` : first.reason,
      },
    ];
  });
}

/** Whose access the declarations speak of: integrations, and what they take over from; in lower case. */
export function declaredUsers({ integrations, leaving }: DesiredState): ReadonlySet<string> {
  const own = integrations.map(({ user }) => user.username);
  const replaced = leaving.filter(({ kind }) => kind !== 'person').map(({ username }) => username);
  return new Set([...own, ...replaced].map((username) => username.toLowerCase()));
}
