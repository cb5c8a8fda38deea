import type { TokenActivity } from '../model/activity.ts';
import type { Integration } from '../model/integration.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { type App, appsOf } from './apps.ts';
import type { RuleContext } from './rule.ts';

/** Installed apps by the names that tokens and log-ins use: label, name, record id. */
export function appOfToken(snapshot: Snapshot): (token: TokenActivity) => App | undefined {
  const apps = appsOf(snapshot);
  const byName = new Map(
    apps.flatMap((app) => [app.name, app.label].map((text) => [text.toLowerCase(), app] as const)),
  );
  const byId = new Map(apps.map((app) => [app.origin.path.slice(app.origin.path.indexOf('/') + 1), app]));
  return ({ application, applicationId }) =>
    (applicationId === undefined ? undefined : byId.get(applicationId)) ?? byName.get(application.toLowerCase());
}

/** Tokens by the application that they name, most used first. */
export function tokensByApplication({ tokens }: Snapshot): readonly (readonly [string, readonly TokenActivity[]])[] {
  const groups = [...Map.groupBy(tokens, ({ application }) => application)];
  return groups.sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Who works as one of the users of some tokens. */
export function integrationsOfTokens(
  { integrations }: RuleContext,
  tokens: readonly TokenActivity[],
): readonly string[] {
  const users = new Set(tokens.map(({ username }) => username));
  const concerned = (integration: Integration): boolean => integration.users.some((username) => users.has(username));
  return integrations.filter(concerned).map(({ name }) => name);
}

export function usersOfTokens(tokens: readonly TokenActivity[]): readonly string[] {
  return [...new Set(tokens.map(({ username }) => username))].sort();
}
