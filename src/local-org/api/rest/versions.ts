import { bulkJobs } from '../../bulk/jobs.ts';
import { OrgError } from '../../org-error.ts';
import { type ApiAnswer, type ApiRequest, jsonAnswer, type SessionRequest } from '../api.ts';
import { NEWEST_VERSION, OLDEST_VERSION } from '../dispatch.ts';

/** Three releases a year; version 66 is Spring '26. */
function releaseOf(version: number): string {
  const season = ['Spring', 'Summer', 'Winter'][(version - 66 + 300) % 3] ?? '';
  const year = 26 + Math.floor((version - 66) / 3) + (season === 'Winter' ? 1 : 0);
  return `${season} '${String(year).padStart(2, '0')}`;
}

/** Versions that are answered; no session is needed. */
export function versions(_request: ApiRequest): ApiAnswer {
  const all = Array.from({ length: NEWEST_VERSION - OLDEST_VERSION + 1 }, (_, at) => OLDEST_VERSION + at);
  return jsonAnswer(
    all.map((version) => ({ label: releaseOf(version), url: `/services/data/v${version}.0`, version: `${version}.0` })),
  );
}

const RESOURCES = [
  'sobjects',
  'query',
  'queryAll',
  'search',
  'limits',
  'recent',
  'composite',
  'tooling',
  'metadata',
  'jobs',
];

export function resources({ org, session, version }: SessionRequest): ApiAnswer {
  const base = `/services/data/v${version}`;
  const all = Object.fromEntries(RESOURCES.map((name) => [name, `${base}/${name}`]));
  return jsonAnswer({ ...all, identity: `${org.url}/id/${org.id}/${session.userId}` });
}

/**
 * Limits that the local org keeps; the others show what a new org has. They are for users with View Setup and Configuration
 * (REST API guide, "Limits"); how others are refused is from memory.
 */
export function limits({ org, access }: SessionRequest): ApiAnswer {
  if (!access.has('ViewSetup'))
    throw new OrgError(
      403,
      'FORBIDDEN',
      'You do not have access to the Limits resource: View Setup and Configuration is needed.',
    );
  const { dailyRequests } = org.switches;
  const remaining = Math.max(0, dailyRequests - org.traffic.countedToday(org.now()));
  const full = (max: number) => ({ Max: max, Remaining: max });
  const dayAgo = org.now().getTime() - 86_400_000;
  const queryJobs = bulkJobs(org)
    .list()
    .filter(({ kind, created }) => kind === 'query' && created.getTime() > dayAgo).length;
  return jsonAnswer({
    DailyApiRequests: { Max: dailyRequests, Remaining: remaining },
    DailyBulkApiBatches: full(15_000),
    DailyBulkV2QueryJobs: { Max: 10_000, Remaining: Math.max(0, 10_000 - queryJobs) },
    DailyAsyncApexExecutions: full(250_000),
    DataStorageMB: full(1024),
    FileStorageMB: full(1024),
    HourlySyncReportRuns: full(500),
    PermissionSets: { Max: 1000, Remaining: 1000, CreateCustom: full(1000) },
  });
}
