import { findHolder } from '../access/find-holder.ts';
import type { Integration } from '../model/integration.ts';
import type { LoadedSource } from './load-source.ts';

/** The integration that a word means: by its own name, or by that of its user, set, group or app. */
export function integrationCalled({ graph, integrations }: LoadedSource, what: string): Integration {
  const holder = findHolder(graph, integrations, what);
  const found = integrations.find(({ name, users, permissionSets, apps, groups }) =>
    [name, ...users.map((username) => `user:${username}`), ...permissionSets, ...apps, ...groups].includes(holder.id),
  );
  if (found) return found;
  const name =
    holder.name
      .toLowerCase()
      .match(/[a-z0-9]+/g)
      ?.join('-') ?? 'integration';
  const set = holder.kind === 'container' && !holder.id.startsWith('profile') ? [holder.id] : [];
  const users = holder.kind === 'user' ? [holder.name] : [];
  return {
    name,
    label: holder.name,
    class: 'own',
    confidence: 'certain',
    evidence: [],
    users,
    profiles: [],
    permissionSets: set,
    groups: [],
    apps: [],
    owner: undefined,
  };
}
