import type { ApiAnswer, Route, SessionRequest } from '../api.ts';
import { changeIngestJob, createIngestJob, ingestResults, uploadData } from './ingest-jobs.ts';
import { deleteJob, listJobs, readJob } from './job-requests.ts';
import { changeQueryJob, createQueryJob, queryResults } from './query-jobs.ts';

const JOBS = '/services/data/:version/jobs';

function route(
  method: Route['method'],
  path: string,
  title: string,
  evidence: Route['evidence'],
  handle: (request: SessionRequest) => ApiAnswer | Promise<ApiAnswer>,
): Route {
  return {
    method,
    path: `${JOBS}/${path}`,
    title,
    evidence,
    access: 'session',
    family: 'BULK_API_2',
    handle,
    standsAlone: true,
  };
}

/** Bulk API 2.0. */
export const BULK_ROUTES: readonly Route[] = [
  route('POST', 'query', 'Create a query job', 'client-driven', createQueryJob),
  route('GET', 'query', 'List query jobs', 'documented', (request) => listJobs(request, 'query')),
  route('GET', 'query/:id', 'State of a query job', 'client-driven', (request) => readJob(request, 'query')),
  route('GET', 'query/:id/results', 'Results of a query job, page by page', 'client-driven', queryResults),
  route('PATCH', 'query/:id', 'Abort a query job', 'documented', changeQueryJob),
  route('DELETE', 'query/:id', 'Delete a query job', 'documented', (request) => deleteJob(request, 'query')),
  route('POST', 'ingest', 'Create an ingest job, also with its data', 'client-driven', createIngestJob),
  route('GET', 'ingest', 'List ingest jobs', 'documented', (request) => listJobs(request, 'ingest')),
  route('GET', 'ingest/:id', 'State of an ingest job', 'client-driven', (request) => readJob(request, 'ingest')),
  { ...route('PUT', 'ingest/:id/batches', 'Upload data', 'client-driven', uploadData), takesUpload: true },
  route('PATCH', 'ingest/:id', 'Close the upload of a job, or abort it', 'client-driven', changeIngestJob),
  route('DELETE', 'ingest/:id', 'Delete an ingest job', 'documented', (request) => deleteJob(request, 'ingest')),
  route('GET', 'ingest/:id/successfulResults', 'Rows that were written', 'client-driven', (request) =>
    ingestResults(request, 'successful'),
  ),
  route('GET', 'ingest/:id/failedResults', 'Rows that were refused, with the reasons', 'client-driven', (request) =>
    ingestResults(request, 'failed'),
  ),
  route('GET', 'ingest/:id/unprocessedrecords', 'Rows that were not reached', 'client-driven', (request) =>
    ingestResults(request, 'unprocessed'),
  ),
];
