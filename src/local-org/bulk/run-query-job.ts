import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Org } from '../org.ts';
import { csvText } from './csv-format.ts';
import { bulkJobs, moveTo, type QueryJob } from './jobs.ts';
import type { QueryRows } from './query-rows.ts';

const CHUNK_ROWS = 2000;

/**
 * Runs a query in turns with other requests. Which records are found is decided at once; a record that is deleted before
 * its turn comes is left out.
 */
export async function runQueryJob(org: Org, job: QueryJob, rows: QueryRows): Promise<void> {
  const { spool } = bulkJobs(org);
  const started = performance.now();
  await nextTurn();
  if (job.state !== 'UploadComplete') return;
  moveTo(org, job, 'InProgress');
  const ids = spool.create();
  try {
    for (const page of pagesOf(rows.ids())) spool.append(ids, JSON.stringify(page));
    for (const page of spool.read(ids)) {
      await nextTurn();
      if (!isRunning(job)) break;
      const found = rows.read(JSON.parse(page.toString('utf8')) as string[]);
      if (found.length > 0) spool.append(job.results, csvText(job, found), found.length);
      job.recordsProcessed += found.length;
      job.changed = org.now();
    }
    if (isRunning(job)) moveTo(org, job, 'JobComplete');
  } catch (error) {
    if (isRunning(job)) moveTo(org, job, 'Failed', error instanceof Error ? error.message : String(error));
  }
  spool.remove(ids);
  job.processingTime = Math.round(performance.now() - started);
}

/** Whether nobody has aborted or deleted the job meanwhile. */
function isRunning({ state }: QueryJob): boolean {
  return state === 'InProgress';
}

function* pagesOf(ids: Iterable<string>): Iterable<readonly string[]> {
  let page: string[] = [];
  for (const id of ids) {
    page.push(id);
    if (page.length < CHUNK_ROWS) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}
