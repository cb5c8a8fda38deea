import type { FactFamily } from '../../model/coverage.ts';
import type { OrgReadProgress } from '../../model/progress.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { ApiBudget } from './api-budget.ts';
import { preAuthorised } from './app-parts.ts';
import { buildSnapshot } from './build-snapshot.ts';
import { createCoverageNotes } from './coverage-notes.ts';
import { describeColumns } from './describe.ts';
import { addEntityGrants } from './entity-names.ts';
import { FACT_SOURCES, LOOKED_UP } from './fact-sources.ts';
import { createGrantStore } from './grant-store.ts';
import { countRows } from './query.ts';
import { readAssignments } from './read-assignments.ts';
import { readClientApps } from './read-client-apps.ts';
import { readConnectedApps } from './read-connected-apps.ts';
import { addSystemPermissions, readContainers } from './read-containers.ts';
import { containerNumbers, readGrants, readOpenedEntities } from './read-grants.ts';
import { readGroups } from './read-groups.ts';
import { readIdentity } from './read-identity.ts';
import { callsFor } from './read-table.ts';
import { readPeople } from './read-users.ts';
import type { Reading } from './reading.ts';
import type { OrgSession } from './session.ts';
import { openWire, type WireOptions } from './wire.ts';

export interface ReadOrgOptions extends WireOptions {
  /** What is wanted beyond access and applications, which are always read. */
  readonly families?: ReadonlySet<FactFamily> | undefined;
  readonly now?: Date | undefined;
  /** Days of behaviour to look back. */
  readonly days?: number | undefined;
  readonly onProgress?: ((progress: OrgReadProgress) => void) | undefined;
}

/** An org that was read, and more of it on demand. */
export interface OrgReading {
  readonly snapshot: Snapshot;
  readonly budget: ApiBudget;
  close(): Promise<void>;
}

/** Tables that may be large: they are counted first, and read in the way that costs least. */
const LARGE = [
  'User',
  'PermissionSet',
  'ObjectPermissions',
  'FieldPermissions',
  'SetupEntityAccess',
  'PermissionSetTabSetting',
  'PermissionSetAssignment',
  'PermissionSetLicenseAssign',
];
/** Calls that every reading makes, whatever the size of the org: about. */
const SMALL_CALLS = 12;

/**
 * Reads an org: who its users are, what they may do and by which sets, which applications there are. Nothing is ever
 * written. What the reading user may not see becomes coverage, not an error.
 *
 * @throws Problem when the org cannot be read any further: `session-ended`, `day-limit-reached`, `org-unreachable`
 */
export async function readOrg(session: OrgSession, options: ReadOrgOptions = {}): Promise<OrgReading> {
  const progress = (stage: string): void =>
    options.onProgress?.({
      kind: 'org',
      label: session.label,
      stage,
      calls: wire.budget.calls,
      ofCalls: wire.budget.estimate,
      rows: wire.budget.rows,
    });
  const wire = openWire(session, { ...options, onCall: () => progress(stage) });
  let stage = 'looking at what the org has';
  try {
    const reading = await prepare(wire, options.now ?? new Date());
    stage = 'reading permissions';
    const org = await readIdentity(reading);
    const drafts = await readContainers(reading);
    const store = createGrantStore();
    addSystemPermissions(drafts, store);
    const numbers = containerNumbers(drafts);
    const [opened, groups, people] = await Promise.all([
      readOpenedEntities(reading, numbers),
      readGroups(reading, drafts),
      readPeople(reading, drafts),
      readGrants(reading, numbers, store),
    ]);
    await addEntityGrants(reading, opened, store);
    const usernames = new Map(people.users.map(({ recordId = '', username }) => [recordId, username]));
    stage = 'reading assignments and applications';
    const [assignments, connectedApps, clientApps] = await Promise.all([
      readAssignments(reading, usernames, drafts, groups),
      readConnectedApps(reading, preAuthorised(opened, drafts, 'ConnectedApplication'), usernames),
      readClientApps(reading, preAuthorised(opened, drafts, 'ExternalClientApplication'), usernames),
    ]);
    const snapshot = buildSnapshot(reading, {
      org,
      drafts,
      store,
      groups,
      people,
      assignments,
      connectedApps,
      clientApps,
    });
    return { snapshot, budget: wire.budget, close: () => wire.close() };
  } catch (error) {
    await wire.close();
    throw error;
  }
}

/** Learns what the org has and how much of it, and says what reading it will cost. */
async function prepare(wire: Reading['wire'], now: Date): Promise<Reading> {
  const objects = [...new Set([...Object.values(FACT_SOURCES).flatMap((source) => source.objects), ...LOOKED_UP])];
  const columns = await describeColumns(wire, objects);
  const counts = await countRows(
    wire,
    LARGE.filter((object) => columns.has(object)),
  );
  for (const count of counts.values()) wire.budget.expect(callsFor(count));
  wire.budget.expect(wire.budget.calls + SMALL_CALLS);
  return { wire, columns, counts, notes: createCoverageNotes(), diagnostics: [], now };
}
