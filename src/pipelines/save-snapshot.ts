import { randomBytes } from 'node:crypto';
import { pseudonymous } from '../connectors/file/pseudonymous.ts';
import { writeSnapshot } from '../connectors/file/snapshot-file.ts';
import { FACT_FAMILIES, type FactFamily } from '../model/coverage.ts';
import type { Integration } from '../model/integration.ts';
import type { SavedSnapshot } from '../model/saved-snapshot.ts';
import type { NamedIntegration } from '../model/settings.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { loadSource, type SourceOptions } from './load-source.ts';

/** Who is logged in at the moment is nobody's business tomorrow. */
const KEPT: ReadonlySet<FactFamily> = new Set(FACT_FAMILIES.filter((family) => family !== 'sessions'));

export interface SaveSnapshotOptions extends SourceOptions {
  readonly file: string;
  /** Replace the names that people of the org chose. */
  readonly pseudonyms: boolean;
  readonly version: string;
  readonly now: Date;
}

/** Reads a source whole and keeps what was read in a file. */
export async function saveSnapshot(options: SaveSnapshotOptions): Promise<SavedSnapshot> {
  const { file, pseudonyms, version, now } = options;
  const { snapshot, integrations } = await loadSource({ ...options, families: KEPT, marksTables: true });
  const plain: SavedSnapshot = {
    savedAt: now.toISOString(),
    writtenBy: version,
    pseudonyms: false,
    integrations: pseudonyms ? integrations.flatMap((one) => namedAs(one, snapshot)) : [],
    snapshot,
  };
  const saved = pseudonyms ? pseudonymous(plain, randomBytes(32)) : plain;
  await writeSnapshot(file, saved);
  return saved;
}

/** What was found by names has to be told, because the names will not tell it any more. */
function namedAs(integration: Integration, snapshot: Snapshot): readonly NamedIntegration[] {
  const { label, owner, users, profiles, permissionSets, groups, apps } = integration;
  if (integration.class !== 'own') return [];
  const namesOf = (parts: readonly { readonly id: string; readonly name: string }[], ids: readonly string[]) =>
    parts.filter(({ id }) => ids.includes(id)).map((part) => part.name);
  return [
    {
      // As people write it: what it calls itself when it logs in has the same pseudonym then.
      name: label,
      owner,
      users,
      profiles: namesOf(snapshot.containers, profiles),
      permissionSets: namesOf(snapshot.containers, permissionSets),
      groups: namesOf(snapshot.groups, groups),
      apps: namesOf([...snapshot.connectedApps, ...snapshot.externalClientApps], apps),
      origin: { path: 'snapshot', line: 0 },
    },
  ];
}
