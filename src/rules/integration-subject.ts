import type { Container } from '../model/container.ts';
import type { Integration } from '../model/integration.ts';
import type { Origin } from '../model/origin.ts';
import type { Snapshot } from '../model/snapshot.ts';

/** An integration as what a verdict is about. */
export interface IntegrationSubject {
  readonly subject: string;
  readonly subjectKind: 'integration';
  readonly integrations: readonly string[];
}

export function integrationSubject({ name }: Integration): IntegrationSubject {
  return { subject: name, subjectKind: 'integration', integrations: [name] };
}

/** Only what the org made itself can be brought into the design. */
export function ownIntegrations(integrations: readonly Integration[]): readonly Integration[] {
  return integrations.filter((integration) => integration.class === 'own');
}

/** Containers of the snapshot by their ids, in the order asked for. */
export function containersOf({ containers }: Snapshot, ids: readonly string[]): readonly Container[] {
  const byId = new Map(containers.map((container) => [container.id, container]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** Where an integration is defined, the place to start reading: its user, else its app, else its sets and profiles. */
export function integrationOrigins(snapshot: Snapshot, integration: Integration): readonly Origin[] {
  const users = snapshot.users.filter(({ username }) => integration.users.includes(username));
  const apps = [...snapshot.connectedApps, ...snapshot.externalClientApps].filter(({ id }) =>
    integration.apps.includes(id),
  );
  const groups = snapshot.groups.filter(({ id }) => integration.groups.includes(id));
  const containers = containersOf(snapshot, [...integration.permissionSets, ...integration.profiles]);
  return [
    ...[...users, ...apps, ...groups].map(({ origin }) => origin),
    ...containers.map(({ files }) => ({ path: files[0] ?? '', line: 0 })),
  ];
}
