import { type Coverage, FACT_FAMILIES } from '../../model/coverage.ts';
import type { OrgIdentity } from '../../model/org.ts';
import { parseJson } from './answer.ts';
import { createCoverageNotes } from './coverage-notes.ts';
import { FACT_SOURCES } from './fact-sources.ts';
import { queryTogether, rowsOf } from './query.ts';
import { prepareReading, type ReadOrgOptions } from './read.ts';
import { readIdentity } from './read-identity.ts';
import type { Reading } from './reading.ts';
import { isRow, type Row } from './row.ts';
import type { OrgSession } from './session.ts';
import { openWire } from './wire.ts';

/** What reading an org would bring and cost, found out with a few requests. */
export interface Examination {
  readonly identity: OrgIdentity;
  readonly coverage: Coverage;
  /** Whether the reading user may use the API; `undefined` when the org does not say what it may do. */
  readonly apiEnabled: boolean | undefined;
  /** What the reading user may change: a reader needs none of it. */
  readonly dangerous: readonly string[];
  readonly newestVersion: string | undefined;
  /** Seconds by which the clock of this machine is ahead of the org's. */
  readonly clockAhead: number | undefined;
  readonly calls: number;
  readonly auditCalls: number;
}

/** More than a reader needs, and a reason to use another user. */
const DANGEROUS = [
  'ModifyAllData',
  'ViewAllData',
  'ManageUsers',
  'AuthorApex',
  'CustomizeApplication',
  'ModifyMetadata',
];

/** Asks an org only what its user may see; nothing of what the org holds is read. */
export async function examineOrg(session: OrgSession, options: ReadOrgOptions = {}): Promise<Examination> {
  const { now = new Date() } = options;
  const wire = openWire(session, options);
  try {
    const reading = await prepareReading(wire, now);
    const rights = await readOwnRights(reading);
    const versions = await wire.ask({ method: 'GET', path: '/services/data' });
    const identity = await readIdentity(reading);
    return {
      identity,
      coverage: expectedCoverage(reading, rights),
      apiEnabled: rights?.('ApiEnabled'),
      dangerous: DANGEROUS.filter((permission) => rights?.(permission)),
      newestVersion: versions.ok ? newestOf(parseJson(versions.body)) : undefined,
      clockAhead: versions.ok ? aheadOf(versions.headers['date'], now) : undefined,
      calls: wire.budget.calls,
      auditCalls: Math.max(wire.budget.estimate, wire.budget.calls),
    };
  } finally {
    await wire.close();
  }
}

/** `undefined` when the org does not say what its user may do. */
async function readOwnRights({ wire, columns }: Reading): Promise<((permission: string) => boolean) | undefined> {
  const object = 'UserPermissionAccess';
  const wanted = new Set([...Object.values(FACT_SOURCES).flatMap(({ opens }) => opens), 'ApiEnabled', ...DANGEROUS]);
  const known = columns.of(
    object,
    [...wanted].map((name) => `Permissions${name}`),
  );
  if (known.length === 0) return undefined;
  const [found] = await queryTogether(wire, [{ soql: `SELECT ${known.join(', ')} FROM ${object}` }]);
  const row: Row | undefined = found && rowsOf(found)[0];
  return row && ((permission) => row[`Permissions${permission}`] === true);
}

/** What a reading would note: a family is there when its objects are, and whoever may look is let in. */
function expectedCoverage(reading: Reading, rights: ((permission: string) => boolean) | undefined): Coverage {
  const notes = createCoverageNotes();
  for (const family of FACT_FAMILIES) {
    const { objects = [], opens = [] } = FACT_SOURCES[family] ?? {};
    const [first] = objects;
    const isThere = first === undefined || reading.columns.has(first);
    const isAllowed = opens.length === 0 || (rights?.(opens[0] ?? '') ?? true) || opens.some((one) => rights?.(one));
    if (isThere && isAllowed) notes.read(family);
    else notes.refused(family);
  }
  return notes.coverage(reading.wire.session.username, rights);
}

function newestOf(versions: unknown): string | undefined {
  const last: unknown = Array.isArray(versions) ? versions.at(-1) : undefined;
  return isRow(last) && typeof last['version'] === 'string' ? last['version'] : undefined;
}

function aheadOf(date: string | undefined, now: Date): number | undefined {
  const theirs = Date.parse(date ?? '');
  return Number.isNaN(theirs) ? undefined : Math.round((now.getTime() - theirs) / 1000);
}
