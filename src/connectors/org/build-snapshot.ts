import type { ConnectedApp, ExternalClientApp } from '../../model/app.ts';
import type { Container } from '../../model/container.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { OrgIdentity } from '../../model/org.ts';
import { NO_ORG_FACTS } from '../../model/org-facts.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { Assignment } from '../../model/user.ts';
import type { GrantStore } from './grant-store.ts';
import type { ContainerDraft } from './read-containers.ts';
import type { GroupDraft } from './read-groups.ts';
import type { People } from './read-users.ts';
import { readerRights } from './reader-rights.ts';
import type { Reading } from './reading.ts';

/** What was read, before names are settled. */
export interface Parts {
  readonly org: OrgIdentity;
  readonly drafts: readonly ContainerDraft[];
  readonly store: GrantStore;
  readonly groups: readonly GroupDraft[];
  readonly people: People;
  readonly assignments: readonly Assignment[];
  readonly connectedApps: readonly Omit<ConnectedApp, 'id'>[];
  readonly clientApps: readonly Omit<ExternalClientApp, 'id'>[];
}

/** Puts a reading together: containers with their columns, ids, coverage. */
export function buildSnapshot(reading: Reading, parts: Parts): Snapshot {
  const { wire, notes, diagnostics } = reading;
  const { names, grants } = parts.store.build(parts.drafts.length);
  const unique = createNumbering(diagnostics);
  const containers = parts.drafts.map(
    (draft, at): Container => toContainer(draft, grants[at], parts.people.licenceLabels, unique),
  );
  const groups = parts.groups.map(({ group }) => ({ id: unique(`group:${group.name}`, group.origin.path), ...group }));
  const { users, licences } = parts.people;
  const rights = readerRights(
    { names, containers, groups, users, assignments: parts.assignments },
    wire.session.username,
  );
  const { calls, rows, bytes } = wire.budget;
  return {
    ...NO_ORG_FACTS,
    source: { kind: 'org', label: wire.session.label, filesRead: 0, bytesRead: bytes, apiCalls: calls, rowsRead: rows },
    org: parts.org,
    names,
    containers,
    groups,
    users,
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
    customPermissions: [],
    credentialPrincipals: [],
    profileSessionSettings: [],
    userAccessPolicies: [],
    settings: [],
    secrets: [],
    licences,
    coverage: notes.coverage(wire.session.username, rights),
    diagnostics,
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
