import { bulkError } from '../../bulk/bulk-error.ts';
import { type CsvFormat, DELIMITERS, LINE_ENDINGS } from '../../bulk/csv-format.ts';
import { type BulkJob, bulkJobs, moveTo } from '../../bulk/jobs.ts';
import { OrgError } from '../../org-error.ts';
import type { RecordInput } from '../../records/actor.ts';
import { type ApiAnswer, jsonAnswer, NO_CONTENT, type SessionRequest } from '../api.ts';
import { jsonBody, recordBody } from '../rest/json-body.ts';
import { jobInformation, jobJson } from './job-json.ts';

type Kind = BulkJob['kind'];

/** Source: availability of the resources. */
const SINCE: Readonly<Record<Kind, number>> = { ingest: 41, query: 47 };
/** Source: "Get All Jobs". */
const JOBS_A_PAGE = 1000;

export function checkAvailable({ version }: SessionRequest, kind: Kind): void {
  if (Number(version) >= SINCE[kind]) return;
  throw new OrgError(404, 'NOT_FOUND', 'The requested resource does not exist');
}

/** Reads a property that takes one of some values. Texts as reported by a public guide. */
export function oneOf<T extends string>(input: RecordInput, name: string, allowed: readonly T[], otherwise?: T): T {
  const value = input[name] ?? otherwise;
  const found = allowed.find((one) => one === value);
  if (found !== undefined) return found;
  throw bulkError('API_ERROR', `Invalid value: '${value ?? ''}' supplied for property: '${name}'`);
}

export function refuseUnknown(input: RecordInput, known: readonly string[]): void {
  const unknown = Object.keys(input).find((name) => !known.includes(name));
  // Text from memory.
  if (unknown !== undefined) throw new OrgError(400, 'JSON_PARSER_ERROR', `Unrecognized field "${unknown}"`);
}

export function csvFormatOf(input: RecordInput): CsvFormat {
  oneOf(input, 'contentType', ['CSV'], 'CSV');
  return {
    columnDelimiter: oneOf(
      input,
      'columnDelimiter',
      Object.keys(DELIMITERS) as CsvFormat['columnDelimiter'][],
      'COMMA',
    ),
    lineEnding: oneOf(input, 'lineEnding', Object.keys(LINE_ENDINGS) as CsvFormat['lineEnding'][], 'LF'),
  };
}

/**
 * The job of a request: one's own, or anybody's for who manages data integrations. Its results are for its creator alone
 * (best guess): they are what that user may see.
 */
export function jobOf<K extends Kind>(
  request: SessionRequest,
  kind: K,
  whose: 'any' | 'own' = 'any',
): Extract<BulkJob, { kind: K }> {
  checkAvailable(request, kind);
  const { org, session, access, parameters } = request;
  const job = bulkJobs(org).find(parameters['id'] ?? '');
  if (job?.kind !== kind) throw bulkError('INVALIDJOB', `InvalidJob : Invalid job id: ${parameters['id']}`, 404);
  if (job.userId !== session.userId && (whose === 'own' || !access.has('ManageDataIntegrations')))
    throw bulkError('INVALIDUSER', 'InvalidUser : The job was created by another user', 403);
  request.touch(job.object);
  request.note({ operation: job.operation });
  return job as Extract<BulkJob, { kind: K }>;
}

export function readJob(request: SessionRequest, kind: Kind): ApiAnswer {
  return jsonAnswer(jobInformation(jobOf(request, kind)));
}

/** Source: "Get All Jobs". Nobody else's jobs are listed without Manage Data Integrations. */
export function listJobs(request: SessionRequest, kind: Kind): ApiAnswer {
  checkAvailable(request, kind);
  const { org, session, access, query, version } = request;
  const start = Number(query.get('queryLocator') ?? 0);
  const jobType = query.get('jobType');
  const typeOf = (job: BulkJob) => (job.kind === 'query' ? 'V2Query' : 'V2Ingest');
  const jobs = bulkJobs(org)
    .list()
    .filter((job) => (jobType === null ? job.kind === kind : typeOf(job) === jobType))
    .filter(({ userId }) => userId === session.userId || access.has('ManageDataIntegrations'))
    .filter(() => query.get('isPkChunkingEnabled') !== 'true');
  const end = start + JOBS_A_PAGE;
  const done = end >= jobs.length;
  return jsonAnswer({
    done,
    records: jobs.slice(start, end).map((job) => ({ ...jobJson(job), jobType: typeOf(job) })),
    nextRecordsUrl: done ? null : `/services/data/v${version}/jobs/${kind}?queryLocator=${end}`,
  });
}

export function stateAsked({ body }: SessionRequest): string {
  const { state, ...rest } = recordBody(jsonBody(body));
  refuseUnknown(rest, []);
  return String(state ?? '');
}

export function abortJob({ org }: SessionRequest, job: BulkJob): ApiAnswer {
  if (job.state !== 'Open' && job.state !== 'UploadComplete' && job.state !== 'InProgress')
    throw wrongState(job, 'aborted');
  // The upload of a job that has begun is freed where it is read.
  if (job.kind === 'ingest' && job.state === 'Open') bulkJobs(org).spool.remove(job.upload);
  moveTo(org, job, 'Aborted');
  return jsonAnswer(jobJson(job));
}

/** Source: "Delete a Job": not while it is open or in progress. */
export function deleteJob(request: SessionRequest, kind: Kind): ApiAnswer {
  const job = jobOf(request, kind);
  if (job.state === 'Open' || job.state === 'InProgress') throw wrongState(job, 'deleted');
  moveTo(request.org, job, 'Aborted');
  bulkJobs(request.org).remove(job);
  return NO_CONTENT;
}

/** Text from memory. */
export function wrongState({ state }: BulkJob, verb: string): OrgError {
  return bulkError('INVALIDJOBSTATE', `InvalidJobState : A job in state ${state} can not be ${verb}`);
}
