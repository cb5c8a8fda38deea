import type { Container } from '../../model/container.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { NO_ORG_FACTS } from '../../model/org-facts.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { AccessParts } from './read-access.ts';
import type { Behaviour } from './read-behaviour.ts';
import type { ContainerDraft } from './read-containers.ts';
import type { SetupFacts } from './read-setup.ts';
import { type KnownRights, readerRights } from './reader-rights.ts';
import type { Reading } from './reading.ts';

/** What a reading brought beside access. */
export type OtherFacts = Behaviour &
  SetupFacts &
  Pick<Snapshot, 'permissionDependencies' | 'settings' | 'profileSessionSettings'>;

/** Puts a reading together: containers with their columns, ids, coverage. */
export function buildSnapshot(reading: Reading, parts: AccessParts, others: OtherFacts): Snapshot {
  const { names, grants } = parts.store.build(parts.drafts.length);
  const unique = createNumbering(reading.diagnostics);
  const labels = parts.people.licenceLabels;
  const containers = parts.drafts.map((draft, at) => toContainer(draft, grants[at], labels, unique));
  const snapshot = {
    ...NO_ORG_FACTS,
    ...others,
    org: parts.org,
    names,
    containers,
    groups: parts.groups.map(({ group }) => ({ id: unique(`group:${group.name}`, group.origin.path), ...group })),
    users: parts.people.users,
    assignments: parts.assignments,
    connectedApps: parts.connectedApps.map((app) => ({
      ...app,
      id: unique(`connected-app:${app.name}`, app.origin.path),
    })),
    externalClientApps: parts.clientApps.map((app) => ({
      ...app,
      id: unique(`external-client-app:${app.name}`, app.origin.path),
    })),
    objects: [],
    fields: [],
    secrets: [],
    licences: parts.people.licences,
  };
  return { ...snapshot, ...coverageNow(reading, snapshot) };
}

/** What has been read by now, what it cost, and what was noticed. */
export function coverageNow(
  { wire, notes, diagnostics }: Reading,
  known: KnownRights,
): Pick<Snapshot, 'source' | 'coverage' | 'diagnostics'> {
  const { label, username } = wire.session;
  const { calls, rows, bytes, estimate } = wire.budget;
  return {
    source: {
      kind: 'org',
      label,
      filesRead: 0,
      bytesRead: bytes,
      apiCalls: calls,
      expectedCalls: estimate,
      rowsRead: rows,
    },
    coverage: notes.coverage(username, readerRights(known, username)),
    diagnostics: [...diagnostics],
  };
}

function toContainer(
  { recordId: _recordId, profileId: _profileId, licenceId, systemPermissions: _permissions, ...draft }: ContainerDraft,
  grants: Container['grants'] | undefined,
  labels: ReadonlyMap<string, string>,
  unique: (id: string, path: string) => string,
): Container {
  if (grants === undefined) throw new Error(`no grants were built for ${draft.kind} ${draft.name}`);
  return {
    id: unique(`${draft.kind}:${draft.name}`, draft.files[0] ?? ''),
    ...draft,
    license: labels.get(licenceId) ?? '',
    grants,
  };
}

/** Names are unique in an org as far as is known; two that are not get numbers, as in a tree, and a diagnostic. */
function createNumbering(diagnostics: Diagnostic[]): (id: string, path: string) => string {
  const seen = new Map<string, number>();
  return (id, path) => {
    const count = (seen.get(id) ?? 0) + 1;
    seen.set(id, count);
    if (count === 1) return id;
    diagnostics.push({
      code: 'duplicate-name',
      level: 'warning',
      message: `${id.replace(':', ' ')} is there more than once: both are read, neither is merged into the other`,
      path,
      line: 0,
      column: 0,
    });
    return `${id}#${count}`;
  };
}
