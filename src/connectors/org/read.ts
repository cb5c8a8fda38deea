import type { FactFamily } from '../../model/coverage.ts';
import type { PlatformAccess } from '../../model/platform-access.ts';
import type { OrgReadProgress } from '../../model/progress.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { ApiBudget } from './api-budget.ts';
import { buildSnapshot, coverageNow } from './build-snapshot.ts';
import { createCoverageNotes } from './coverage-notes.ts';
import { describeColumns } from './describe.ts';
import { FACT_SOURCES, LOOKED_UP } from './fact-sources.ts';
import { tooFewLeft } from './org-problems.ts';
import { countRows } from './query.ts';
import { type AccessParts, readAccess } from './read-access.ts';
import { readAppSettings } from './read-app-settings.ts';
import { readBehaviour } from './read-behaviour.ts';
import { readDefinitions, readRecordCounts } from './read-definitions.ts';
import { readDependencies } from './read-dependencies.ts';
import { readLoginRanges } from './read-login-ranges.ts';
import { callsForLogins } from './read-logins.ts';
import { readOrgSettings } from './read-org-settings.ts';
import { type PlatformQuestion, readPlatformAccess } from './read-platform-access.ts';
import { readSetup } from './read-setup.ts';
import { callsFor } from './read-table.ts';
import type { Reading } from './reading.ts';
import type { OrgSession } from './session.ts';
import { openWire, type WireOptions } from './wire.ts';

export interface ReadOrgOptions extends WireOptions {
  /** What is wanted beyond access and applications, which are always read; everything when absent. */
  readonly families?: ReadonlySet<FactFamily> | undefined;
  readonly now?: Date | undefined;
  /** A snapshot of the same org: tables of grants that have not moved since are taken from it. */
  readonly earlier?: Snapshot | undefined;
  /** Note how these tables stand, so that a later reading can do that. */
  readonly marksTables?: boolean | undefined;
  /** Days of behaviour to look back. */
  readonly days?: number | undefined;
  readonly onProgress?: ((progress: OrgReadProgress) => void) | undefined;
}

/** What turned out to matter once the first reading was understood. */
export interface Matters {
  /** API names of objects that integrations reach. */
  readonly objects: readonly string[];
  /** Container ids of the profiles of integrations. */
  readonly profiles: ReadonlySet<string>;
}

/** An org that was read, and more of it on demand. */
export interface OrgReading {
  readonly snapshot: Snapshot;
  readonly budget: ApiBudget;
  /** The same snapshot with what is only worth reading for some: definitions and sizes of objects, log-in ranges of profiles. */
  details(matters: Matters): Promise<Snapshot>;
  /** What the org itself says that one user may do. */
  platformAccess(question: PlatformQuestion): Promise<PlatformAccess>;
  close(): Promise<void>;
}

/** Tables that may be large: they are counted first, and read in the way that costs least. */
const LARGE = [
  ...['User', 'PermissionSet', 'ObjectPermissions', 'FieldPermissions', 'SetupEntityAccess', 'PermissionSetTabSetting'],
  ...['PermissionSetAssignment', 'PermissionSetLicenseAssign'],
];
/** Calls that every reading makes, whatever the size of the org: about. */
const SMALL_CALLS = 26;
/** Each log is a request of its own. They are counted with the tables, so that what they cost is known before. */
const LOGS = "EventLogFile WHERE EventType = 'ApiTotalUsage' AND Interval = 'Daily'";
const DAYS = 90;

/**
 * Reads an org: who its users are, what they may do and by which sets, which applications there are, what they did. Nothing
 * is ever written. What the reading user may not see becomes coverage, not an error.
 *
 * @throws Problem when the org cannot be read any further: `session-ended`, `day-limit-reached`, `org-unreachable`
 */
export async function readOrg(session: OrgSession, options: ReadOrgOptions = {}): Promise<OrgReading> {
  const { families, now = new Date(), days = DAYS, onProgress } = options;
  let words = 'what the org has';
  const stage = (next: string): void => {
    words = next;
  };
  const wire = openWire(session, {
    ...options,
    onCall: () => onProgress?.({ kind: 'org', label: session.label, stage: words, ...spent(wire.budget) }),
  });
  const wants = (family: FactFamily): boolean => families?.has(family) ?? true;
  // Thousands of people may be logged in: an audit has no use for that.
  const asksForSessions = families?.has('sessions') ?? false;
  try {
    const prepared = await prepareReading(wire, now, wants('usage'));
    const reading = { ...prepared, earlier: options.earlier, marksTables: options.marksTables ?? false };
    const found = await readAccess(reading, stage);
    const { access, settings } = await readSettings(reading, found, wants, stage);
    if (wants('logins')) wire.budget.expect(callsForLogins(access.people.users.length));
    const behaviour = await readBehaviour(reading, access.people.users, wants, days, asksForSessions, stage);
    stage('Setup');
    const setup = await readSetup(reading, access);
    const permissionDependencies = wants('permissionDependencies') ? await readDependencies(reading) : [];
    const snapshot = buildSnapshot(reading, access, { ...behaviour, ...setup, ...settings, permissionDependencies });
    return {
      snapshot,
      budget: wire.budget,
      details: (matters) => readDetails(reading, snapshot, matters, wants, stage),
      platformAccess: (question) => {
        stage('what the org itself says');
        return readPlatformAccess(wire, question);
      },
      close: () => wire.close(),
    };
  } catch (error) {
    await wire.close();
    throw error;
  }
}

/** Settings of the org and of its apps, when a rule wants to judge them. */
async function readSettings(
  reading: Reading,
  access: AccessParts,
  wants: (family: FactFamily) => boolean,
  stage: (words: string) => void,
): Promise<{
  readonly access: AccessParts;
  readonly settings: Pick<Snapshot, 'settings' | 'profileSessionSettings'>;
}> {
  stage('settings');
  const settings = wants('settings') ? await readOrgSettings(reading) : [];
  if (!wants('appSettings')) return { access, settings: { settings, profileSessionSettings: [] } };
  const { connectedApps, clientApps } = access;
  const { profileSessionSettings, ...apps } = await readAppSettings(reading, connectedApps, clientApps);
  return { access: { ...access, ...apps }, settings: { settings, profileSessionSettings } };
}

function spent({ calls, estimate, rows }: ApiBudget): Pick<OrgReadProgress, 'calls' | 'ofCalls' | 'rows'> {
  return { calls, ofCalls: estimate, rows };
}

/** Learns what the org has and how much of it, and says what reading it will cost. */
export async function prepareReading(wire: Reading['wire'], now: Date, withLogs = true): Promise<Reading> {
  const objects = [...new Set([...Object.values(FACT_SOURCES).flatMap((source) => source.objects), ...LOOKED_UP])];
  const columns = await describeColumns(wire, objects);
  const found = await countRows(wire, [
    ...LARGE.filter((object) => columns.has(object)),
    ...(withLogs && columns.has('EventLogFile') ? [LOGS] : []),
  ]);
  const counts = new Map([...found].filter(([table]) => table !== LOGS));
  for (const count of counts.values()) wire.budget.expect(callsFor(count));
  wire.budget.expect(found.get(LOGS) ?? 0);
  wire.budget.expect(wire.budget.calls + SMALL_CALLS);
  refuseBeyondBudget(wire);
  return { wire, columns, counts, notes: createCoverageNotes(), diagnostics: [], now };
}

/** Said before anything large is read: what is left of the day belongs to the integrations of the org, too. */
function refuseBeyondBudget({ budget, session }: Reading['wire']): void {
  const { day, estimate, calls } = budget;
  if (day && day.limit - day.used < estimate - calls) throw tooFewLeft(session, budget);
}

async function readDetails(
  reading: Reading,
  snapshot: Snapshot,
  { objects, profiles }: Matters,
  wants: (family: FactFamily) => boolean,
  stage: (words: string) => void,
): Promise<Snapshot> {
  stage('objects and fields');
  const [definitions, recordCounts, containers] = await Promise.all([
    wants('fields') || wants('objects') ? readDefinitions(reading, objects) : { objects: [], fields: [] },
    wants('recordCounts') ? readRecordCounts(reading, objects) : [],
    wants('loginRanges') ? readLoginRanges(reading, snapshot.containers, profiles) : snapshot.containers,
  ]);
  const detailed = { ...snapshot, ...definitions, recordCounts, containers };
  return { ...detailed, ...coverageNow(reading, detailed) };
}
