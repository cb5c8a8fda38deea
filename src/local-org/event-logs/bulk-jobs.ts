import { type BulkJob, bulkJobs } from '../bulk/jobs.ts';
import type { Org } from '../org.ts';
import { COMMON_COLUMNS, commonValues, type EventType } from './event-type.ts';
import { DERIVED, TIMES } from './requests.ts';

const OVER: ReadonlySet<string> = new Set(['JobComplete', 'Failed', 'Aborted']);

/** Jobs that ended, the first one first. */
function ended(org: Org): readonly BulkJob[] {
  const jobs = bulkJobs(org)
    .list()
    .filter(({ state }) => OVER.has(state));
  return jobs.toSorted((a, b) => a.changed.getTime() - b.changed.getTime());
}

/**
 * Bulk API 2.0 jobs as they ended, one event a job. The org keeps jobs for some days and forgets them when it is stopped:
 * so do the files. Columns: facts 4.2; their order, and that a job is told of at its end, are best guesses.
 */
export const BULK_API_2: EventType = {
  name: 'BulkApi2',
  licensed: true,
  columns: [
    ...COMMON_COLUMNS,
    ...TIMES,
    ['ENTITY_TYPE', 'String'],
    ['JOB_ID', 'Id'],
    ['JOB_STATUS', 'String'],
    ['OPERATION_TYPE', 'String'],
    ['RECORDS_FAILED', 'Number'],
    ['RECORDS_PROCESSED', 'Number'],
    ['RESULT_SIZE_MB', 'Number'],
    ['TIMESTAMP_DERIVED', 'DateTime'],
    ...DERIVED,
  ],
  periods: (org, milliseconds) => [
    ...new Set(ended(org).map(({ changed }) => Math.floor(changed.getTime() / milliseconds) * milliseconds)),
  ],
  events: function* (org, start, end) {
    for (const job of ended(org)) {
      const time = job.changed.getTime();
      if (time < start || time >= end) continue;
      const resource = job.kind === 'query' ? 'query' : 'ingest';
      yield {
        ...commonValues(org, 'BulkApi2', { time, requestId: `4Lw${job.id.slice(3, 15)}-`, userId: job.userId }),
        RUN_TIME: job.processingTime,
        URI: `/services/data/v${job.apiVersion}/jobs/${resource}/${job.id}`,
        CLIENT_IP: job.session.sourceIp,
        ENTITY_TYPE: job.object,
        JOB_ID: job.id.slice(0, 15),
        JOB_STATUS: job.state,
        OPERATION_TYPE: job.operation,
        RECORDS_FAILED: job.kind === 'ingest' ? job.recordsFailed : 0,
        RECORDS_PROCESSED: job.recordsProcessed,
      };
    }
  },
};
