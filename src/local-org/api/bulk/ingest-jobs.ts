import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { bulkError } from '../../bulk/bulk-error.ts';
import { type BulkJobs, bulkJobs, INGEST_OPERATIONS, type IngestJob, moveTo } from '../../bulk/jobs.ts';
import { runIngest } from '../../bulk/run-ingest.ts';
import { OrgError } from '../../org-error.ts';
import type { RecordInput } from '../../records/actor.ts';
import type { ObjectType } from '../../schema/object-type.ts';
import { type ApiAnswer, jsonAnswer, type SessionRequest } from '../api.ts';
import { partsOf } from '../multipart.ts';
import { jsonBody, recordBody } from '../rest/json-body.ts';
import { jobJson } from './job-json.ts';
import {
  abortJob,
  checkAvailable,
  csvFormatOf,
  jobOf,
  oneOf,
  refuseUnknown,
  stateAsked,
  wrongState,
} from './job-requests.ts';

/** Source: "Bulk API limits": 150 MB an upload, 100,000 characters in a multipart request. */
const MAX_UPLOAD_BYTES = 150 * 1024 * 1024;
const MAX_MULTIPART_CHARACTERS = 100_000;

/** `POST jobs/ingest`: a job to put data into; or, multipart, one with its data, which is closed at once. */
export function createIngestJob(request: SessionRequest): ApiAnswer {
  checkAvailable(request, 'ingest');
  const isMultipart = request.headers['content-type']?.toLowerCase().startsWith('multipart/form-data') === true;
  if (!isMultipart) return jsonAnswer(jobJson(openJob(request, recordBody(jsonBody(request.body)))));
  const parts = partsOf(request);
  const content = (name: string) => parts.find(({ head }) => head.includes(`name="${name}"`))?.content;
  const [described, data] = [content('job'), content('content')];
  if (!described || !data) throw bulkError('INVALIDJOB', 'InvalidJob : The parts job and content were expected');
  if (data.length > MAX_MULTIPART_CHARACTERS)
    throw bulkError('INVALIDJOB', `InvalidJob : Multipart data is limited to ${MAX_MULTIPART_CHARACTERS} characters`);
  const job = openJob(request, recordBody(jsonBody(described)));
  bulkJobs(request.org).spool.append(job.upload, data);
  job.uploads = 1;
  return close(request, job);
}

function openJob(request: SessionRequest, input: RecordInput): IngestJob {
  const { org, session, version } = request;
  refuseUnknown(input, [
    'object',
    'operation',
    'contentType',
    'columnDelimiter',
    'lineEnding',
    'externalIdFieldName',
    'assignmentRuleId',
  ]);
  const operation = oneOf(input, 'operation', INGEST_OPERATIONS);
  const format = csvFormatOf(input);
  const object = targetObject(request, String(input['object'] ?? ''), operation);
  const externalIdFieldName = operation === 'upsert' ? keyField(request, object, input) : undefined;
  const jobs: BulkJobs = bulkJobs(org);
  const rule = input['assignmentRuleId'];
  const job: IngestJob = {
    kind: 'ingest',
    id: jobs.newId(),
    userId: session.userId,
    session,
    object: object.name,
    operation,
    externalIdFieldName,
    assignmentRuleId: rule === undefined || rule === null ? undefined : String(rule),
    apiVersion: version,
    ...format,
    created: org.now(),
    changed: org.now(),
    state: 'Open',
    errorMessage: undefined,
    uploads: 0,
    recordsProcessed: 0,
    recordsFailed: 0,
    processingTime: 0,
    upload: jobs.spool.create(),
    successful: jobs.spool.create(),
    failed: jobs.spool.create(),
    unprocessed: jobs.spool.create(),
  };
  jobs.add(job);
  return job;
}

const VERBS = {
  insert: ['create', 'createable'],
  update: ['update', 'updateable'],
  upsert: ['create', 'createable'],
  delete: ['delete', 'deletable'],
  hardDelete: ['delete', 'deletable'],
} as const;

/** What the platform allows on the object is decided for the job; what the user may, for every row. */
function targetObject(request: SessionRequest, name: string, operation: IngestJob['operation']): ObjectType {
  const { org, access } = request;
  const object = org.schema.object(name);
  if (!object || !access.object(object).read)
    throw bulkError('INVALIDJOB', `InvalidJob : Unable to find object: ${name}`);
  if (object.kind === 'virtual')
    throw bulkError('INVALIDENTITY', `Entity '${object.name}' is not supported by the Bulk API.`);
  request.touch(object.name);
  request.note({ operation });
  const [verb, allowed] = VERBS[operation];
  if (!object[allowed]) throw bulkError('INVALIDJOB', `InvalidJob : No ${verb} access for object:${object.name}`);
  if (operation === 'hardDelete' && !access.has('BulkApiHardDelete')) {
    throw bulkError(
      'FEATURENOTENABLED',
      'hardDelete operation requires special user profile permission, please contact your system administrator',
    );
  }
  return object;
}

function keyField({ org, access }: SessionRequest, object: ObjectType, input: RecordInput): string {
  const name = String(input['externalIdFieldName'] ?? '');
  const field = org.schema.field(object, name);
  const isKey = field !== undefined && (field.externalId || field.type === 'id');
  if (isKey && access.field(object, field).read) return field.name;
  // The text has a comma before a name of its own, as a public guide quotes it.
  throw bulkError(
    'INVALIDJOB',
    `InvalidJob : Field name provided, ${name} does not match an External ID for ${object.name}`,
  );
}

/** `PUT jobs/ingest/<id>/batches`: the data, read as it comes. */
export async function uploadData(request: SessionRequest): Promise<ApiAnswer> {
  const job = jobOf(request, 'ingest', 'own');
  if (job.state !== 'Open') throw wrongState(job, 'given data');
  const { spool } = bulkJobs(request.org);
  job.uploads += 1;
  // A second upload is refused when the job is closed.
  if (job.uploads > 1) return { status: 201 };
  let bytes = 0;
  for await (const piece of unpacked(request)) {
    bytes += piece.length;
    if (bytes > MAX_UPLOAD_BYTES) {
      moveTo(request.org, job, 'Failed', 'InvalidBatch : The upload is too large');
      spool.remove(job.upload);
      throw new OrgError(413, 'REQUEST_TOO_LARGE', 'The upload of a job is limited to 150 MB.');
    }
    spool.append(job.upload, piece);
  }
  return { status: 201 };
}

function unpacked({ headers, incoming }: SessionRequest): AsyncIterable<Buffer> {
  if (headers['content-encoding'] !== 'gzip') return incoming;
  const gunzip = createGunzip();
  Readable.from(incoming)
    .on('error', (error) => gunzip.destroy(error))
    .pipe(gunzip);
  return gunzip as AsyncIterable<Buffer>;
}

/** `PATCH jobs/ingest/<id>`: closes the upload, or aborts the job. */
export function changeIngestJob(request: SessionRequest): ApiAnswer {
  const job = jobOf(request, 'ingest');
  const state = stateAsked(request);
  if (state === 'Aborted') return abortJob(request, job);
  if (state !== 'UploadComplete' || job.state !== 'Open') throw wrongState(job, `set to '${state}'`);
  if (job.uploads > 1) {
    // The spelling is Salesforce's.
    throw bulkError(
      'BULK_API_ERROR',
      `Found multipe contents for job: <${job.id.slice(0, 15)}>, please 'Close' / 'Abort' / 'Delete' the current Job then create a new Job and make sure you only do 'PUT' once on a given Job.`,
    );
  }
  return close(request, job);
}

function close({ org }: SessionRequest, job: IngestJob): ApiAnswer {
  moveTo(org, job, 'UploadComplete');
  void runIngest(org, job);
  return jsonAnswer(jobJson(job));
}

/** Tables of what became of the rows, when the job is over. */
export function ingestResults(request: SessionRequest, which: 'successful' | 'failed' | 'unprocessed'): ApiAnswer {
  const job = jobOf(request, 'ingest', 'own');
  const isOver = job.state === 'JobComplete' || job.state === 'Failed' || job.state === 'Aborted';
  if (!isOver) throw wrongState(job, 'asked for results');
  return {
    status: 200,
    headers: { 'content-type': 'text/csv; charset=UTF-8' },
    stream: bulkJobs(request.org).spool.read(job[which]),
  };
}
