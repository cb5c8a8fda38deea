import type { OwnedThings } from '../../model/owned-things.ts';
import { type Found, type Query, queryTogether, rowsOf } from './query.ts';
import { inList } from './record-ids.ts';
import { instantIn, numberIn, textIn } from './row.ts';
import type { OrgSession } from './session.ts';
import { openWire, type WireOptions } from './wire.ts';

/** Objects whose records are counted in one go, five queries a call. */
const MOST_OBJECTS = 100;

export type Counted = Omit<OwnedThings, 'username' | 'apps' | 'credentialPrincipals'>;

/**
 * Counts what a user owns: jobs, dashboards that run as it, records of the objects that it may write. Nothing of their content
 * is read.
 */
export async function readOwned(
  session: OrgSession,
  username: string,
  objects: readonly string[],
  options: WireOptions = {},
): Promise<Counted> {
  const wire = openWire(session, options);
  const user = `(SELECT Id FROM User WHERE Username IN ${inList(new Set([username]))})`;
  const counted = objects.slice(0, MOST_OBJECTS);
  const queries: readonly Query[] = [
    { soql: `SELECT CronJobDetail.Name, NextFireTime FROM CronTrigger WHERE OwnerId IN ${user}` },
    {
      soql: `SELECT COUNT(Id) n FROM AsyncApexJob WHERE CreatedById IN ${user} AND Status IN ('Queued', 'Preparing', 'Processing', 'Holding')`,
    },
    { soql: `SELECT Title FROM Dashboard WHERE RunningUserId IN ${user}` },
    { soql: `SELECT COUNT(Id) n FROM Report WHERE OwnerId IN ${user}` },
    ...counted.map((object) => ({ soql: `SELECT COUNT(Id) n FROM ${object} WHERE OwnerId IN ${user}` })),
  ];
  try {
    const [jobs, running, dashboards, reports, ...records] = await queryTogether(wire, queries);
    return {
      scheduledJobs: rows(jobs).map((row) => ({
        name: textIn(row, 'CronJobDetail.Name'),
        next: instantIn(row, 'NextFireTime'),
      })),
      runningJobs: count(running),
      dashboards: rows(dashboards).map((row) => textIn(row, 'Title')),
      reports: count(reports),
      records: counted
        .map((object, at) => ({ object, count: count(records[at]) }))
        .filter((one) => one.count > 0)
        .sort((a, b) => b.count - a.count),
      unknown: [
        ...unreadable('scheduled jobs', jobs),
        ...unreadable('running jobs', running),
        ...unreadable('dashboards', dashboards),
        ...unreadable('reports', reports),
        ...(objects.length > MOST_OBJECTS ? [`records of ${objects.length - MOST_OBJECTS} further objects`] : []),
      ],
    };
  } finally {
    await wire.close();
  }
}

const rows = (found: Found | undefined) => (found ? rowsOf(found) : []);

function count(found: Found | undefined): number {
  const [row] = rows(found);
  return row ? (numberIn(row, 'n') ?? 0) : 0;
}

function unreadable(what: string, found: Found | undefined): readonly string[] {
  return found?.ok ? [] : [`${what}: ${found?.failure.message ?? 'no answer'}`];
}
