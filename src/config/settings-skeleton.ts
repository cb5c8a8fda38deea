import { Document, type YAMLMap } from 'yaml';
import type { Integration } from '../model/integration.ts';
import type { Snapshot } from '../model/snapshot.ts';

function namesOf(
  ids: readonly string[],
  things: readonly { readonly id: string; readonly name: string }[],
): readonly string[] {
  return things.filter(({ id }) => ids.includes(id)).map(({ name }) => name);
}

/** A settings file that names what was found, as a start: names are quoted by the YAML writer, never by us. */
export function settingsSkeleton(integrations: readonly Integration[], snapshot: Snapshot): string {
  const apps = [...snapshot.connectedApps, ...snapshot.externalClientApps];
  const entries = integrations.map((integration) => ({
    name: integration.name,
    users: [...integration.users],
    permissionSets: [...namesOf(integration.permissionSets, snapshot.containers)],
    groups: [...namesOf(integration.groups, snapshot.groups)],
    apps: [...namesOf(integration.apps, apps)],
  }));
  const filled = entries.map((entry) =>
    Object.fromEntries(Object.entries(entry).filter(([, value]) => value.length > 0)),
  );
  const document = new Document({ preset: 'recommended', failOn: 'high', integrations: filled, waivers: [] });
  document.commentBefore = [
    ' yaml-language-server: $schema=https://unpkg.com/leastwise/schemas/leastwise.schema.json',
    ' How Leastwise judges this org. Everything has a default.',
  ].join('\n');
  const list = document.get('integrations') as YAMLMap | undefined;
  if (list)
    list.commentBefore =
      ' Found in the source: correct the parts, add an owner to each, remove what is no integration (or `exclude` it).';
  return document.toString({ lineWidth: 100 });
}
