import { afterRows, csvText } from '../../bulk/csv-format.ts';
import { bulkJobs, type QueryJob } from '../../bulk/jobs.ts';
import { queryRows } from '../../bulk/query-rows.ts';
import { runQueryJob } from '../../bulk/run-query-job.ts';
import type { Org } from '../../org.ts';
import { OrgError } from '../../org-error.ts';
import { type ApiAnswer, jsonAnswer, NO_CONTENT, type SessionRequest } from '../api.ts';
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

/** Rows a page when nothing is asked: Salesforce decides by size. */
const ROWS_A_PAGE = 100_000;

/** `POST jobs/query`: the query is checked at once and run afterwards. */
export function createQueryJob(request: SessionRequest): ApiAnswer {
  checkAvailable(request, 'query');
  const { org, session, access, version } = request;
  const input = recordBody(jsonBody(request.body));
  refuseUnknown(input, ['operation', 'query', 'contentType', 'columnDelimiter', 'lineEnding']);
  const operation = oneOf(input, 'operation', ['query', 'queryAll'] as const);
  const format = csvFormatOf(input);
  const query = String(input['query'] ?? '');
  const rows = queryRows(org, access, { soql: query, all: operation === 'queryAll', version });
  request.touch(rows.object.name);
  request.note({ operation, query });
  const jobs = bulkJobs(org);
  const job: QueryJob = {
    kind: 'query',
    id: jobs.newId(),
    userId: session.userId,
    session,
    object: rows.object.name,
    operation,
    query,
    apiVersion: version,
    ...format,
    created: org.now(),
    changed: org.now(),
    state: 'UploadComplete',
    errorMessage: undefined,
    recordsProcessed: 0,
    processingTime: 0,
    results: jobs.spool.create(),
    head: csvText(format, [rows.columns]),
  };
  jobs.add(job);
  void runQueryJob(org, job, rows);
  return jsonAnswer(jobJson(job));
}

export function changeQueryJob(request: SessionRequest): ApiAnswer {
  const job = jobOf(request, 'query');
  const state = stateAsked(request);
  if (state === 'Aborted') return abortJob(request, job);
  throw wrongState(job, `set to '${state}'`);
}

/** A page of the results; `Sforce-Locator` leads to the next one, and is the text `null` on the last. */
export function queryResults(request: SessionRequest): ApiAnswer {
  const { org, query, version } = request;
  const job = jobOf(request, 'query', 'own');
  if (version !== job.apiVersion)
    throw new OrgError(409, 'API_ERROR', `The job was created with API version ${job.apiVersion}`);
  // Source: "Get Results for a Query Job": 204 when the request fails.
  if (job.state !== 'JobComplete') return NO_CONTENT;
  const { spool } = bulkJobs(org);
  const start = rowOf(query.get('locator'));
  const asked = Number(query.get('maxRecords') ?? ROWS_A_PAGE);
  const total = spool.rows(job.results);
  if (start === undefined || start > total) throw new OrgError(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator');
  if (!Number.isInteger(asked) || asked < 1)
    throw new OrgError(
      400,
      'API_ERROR',
      `Invalid value: '${query.get('maxRecords')}' supplied for property: 'maxRecords'`,
    );
  const end = Math.min(start + asked, total);
  return {
    status: 200,
    headers: {
      'content-type': 'text/csv; charset=UTF-8',
      'sforce-locator': end < total ? locatorOf(end) : 'null',
      'sforce-numberofrecords': String(end - start),
    },
    stream: pageOf(org, job, start, end),
  };
}

/** A locator is the number of a row, written as Salesforce does: `MTAwMDA`. */
function locatorOf(row: number): string {
  return Buffer.from(String(row)).toString('base64url');
}

function rowOf(locator: string | null): number | undefined {
  if (locator === null) return 0;
  const text = Buffer.from(locator, 'base64url').toString('latin1');
  return /^\d{1,10}$/.test(text) ? Number(text) : undefined;
}

function* pageOf(org: Org, job: QueryJob, start: number, end: number): Iterable<string> {
  yield job.head;
  if (start >= end) return;
  for (const { firstRow, text } of bulkJobs(org).spool.fromRow(job.results, start)) {
    if (firstRow >= end) return;
    const from = afterRows(text, Math.max(0, start - firstRow), job);
    yield text.slice(from, from + afterRows(text.slice(from), end - Math.max(start, firstRow), job));
  }
}
