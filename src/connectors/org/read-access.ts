import type { ConnectedApp, ExternalClientApp } from '../../model/app.ts';
import type { OrgIdentity } from '../../model/org.ts';
import type { Assignment } from '../../model/user.ts';
import { preAuthorised } from './app-parts.ts';
import { refuseOtherOrg } from './earlier-grants.ts';
import { addEntityGrants } from './entity-names.ts';
import { createGrantStore, type GrantStore } from './grant-store.ts';
import { readAssignments } from './read-assignments.ts';
import { readClientApps } from './read-client-apps.ts';
import { readConnectedApps } from './read-connected-apps.ts';
import { addSystemPermissions, type ContainerDraft, readContainers } from './read-containers.ts';
import { containerNumbers, readGrants, readOpenedEntities } from './read-grants.ts';
import { type GroupDraft, readGroups } from './read-groups.ts';
import { readIdentity } from './read-identity.ts';
import { type People, readPeople } from './read-users.ts';
import type { Reading } from './reading.ts';
import { readTableMarks } from './table-marks.ts';

/** Who may do what, and which applications there are: what every question needs. */
export interface AccessParts {
  readonly org: OrgIdentity;
  readonly drafts: readonly ContainerDraft[];
  readonly store: GrantStore;
  readonly groups: readonly GroupDraft[];
  readonly people: People;
  /** By user id. */
  readonly usernames: ReadonlyMap<string, string>;
  readonly assignments: readonly Assignment[];
  readonly connectedApps: readonly Omit<ConnectedApp, 'id'>[];
  readonly clientApps: readonly Omit<ExternalClientApp, 'id'>[];
}

export async function readAccess(reading: Reading, stage: (words: string) => void): Promise<AccessParts> {
  stage('profiles and permission sets');
  const org = await readIdentity(reading);
  if (reading.earlier) refuseOtherOrg(reading.earlier, org.id, reading.wire.session.label);
  const drafts = await readContainers(reading);
  const tables = reading.earlier || reading.marksTables ? await readTableMarks(reading) : undefined;
  const store = createGrantStore();
  addSystemPermissions(drafts, store);
  const numbers = containerNumbers(drafts);
  stage('permissions and users');
  const [opened, groups, people] = await Promise.all([
    readOpenedEntities(reading, numbers),
    readGroups(reading, drafts),
    readPeople(reading, drafts),
    readGrants(reading, { drafts, numbers, tables }, store),
  ]);
  await addEntityGrants(reading, opened, store);
  const usernames = new Map(people.users.map(({ recordId = '', username }) => [recordId, username]));
  stage('assignments and applications');
  const [assignments, connectedApps, clientApps] = await Promise.all([
    readAssignments(reading, usernames, drafts, groups),
    readConnectedApps(reading, preAuthorised(opened, drafts, 'ConnectedApplication'), usernames),
    readClientApps(reading, preAuthorised(opened, drafts, 'ExternalClientApplication'), usernames),
  ]);
  const identity = tables ? { ...org, tables } : org;
  return { org: identity, drafts, store, groups, people, usernames, assignments, connectedApps, clientApps };
}
