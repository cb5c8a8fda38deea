import type { BulkJob } from '../../bulk/jobs.ts';

/** A job as it is answered when it is made or moved on. */
export function jobJson(job: BulkJob): Readonly<Record<string, unknown>> {
  const { id, operation, object, userId, created, changed, state, apiVersion, lineEnding, columnDelimiter } = job;
  const ingest = job.kind === 'ingest' ? job : undefined;
  const contentUrl = `services/data/v${apiVersion}/jobs/ingest/${id}/batches`;
  return {
    id,
    operation,
    object,
    createdById: userId,
    createdDate: timeText(created),
    systemModstamp: timeText(changed),
    state,
    ...(ingest?.externalIdFieldName === undefined ? {} : { externalIdFieldName: ingest.externalIdFieldName }),
    ...(ingest?.assignmentRuleId === undefined ? {} : { assignmentRuleId: ingest.assignmentRuleId }),
    concurrencyMode: 'Parallel',
    contentType: 'CSV',
    apiVersion: Number(apiVersion),
    ...(ingest && state === 'Open' ? { contentUrl } : {}),
    lineEnding,
    columnDelimiter,
  };
}

/** A job as it is answered when it is asked about: with what it has done so far. */
export function jobInformation(job: BulkJob): Readonly<Record<string, unknown>> {
  const { errorMessage, recordsProcessed, processingTime } = job;
  const common = {
    ...jobJson(job),
    jobType: job.kind === 'query' ? 'V2Query' : 'V2Ingest',
    numberRecordsProcessed: recordsProcessed,
    retries: 0,
    totalProcessingTime: processingTime,
    ...(errorMessage === undefined ? {} : { errorMessage }),
  };
  if (job.kind === 'query') return { ...common, isPkChunkingSupported: true };
  return {
    ...common,
    numberRecordsFailed: job.recordsFailed,
    apiActiveProcessingTime: processingTime,
    apexProcessingTime: 0,
  };
}

function timeText(time: Date): string {
  return time.toISOString().replace(/Z$/, '+0000');
}
