import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Org } from '../org.ts';
import { OrgError } from '../org-error.ts';
import type { Actor } from '../records/actor.ts';
import { dmlError } from '../records/dml-error.ts';
import { upsertRecord } from '../records/upsert-record.ts';
import { type Outcome, type Written, writeEach } from '../records/write-each.ts';
import { visibleObject } from '../records/write-fields.ts';
import { deleteRecord, insertRecord, updateRecord } from '../records/write-records.ts';
import { fullId } from '../store/ids.ts';
import { type BoundHeader, bindHeader } from './bind-header.ts';
import { invalidBatch } from './bulk-error.ts';
import { csvText } from './csv-format.ts';
import { bulkJobs, type IngestJob, moveTo } from './jobs.ts';
import { readBatches } from './read-batches.ts';

/** Source: "General Guidelines for Data Loads": a batch is written in chunks of 200 records. */
const CHUNK_ROWS = 200;

/** Processes what was uploaded, in turns with other requests. Ends in `JobComplete`, or in `Failed` with the reason. */
export async function runIngest(org: Org, job: IngestJob): Promise<void> {
  const { spool } = bulkJobs(org);
  const started = performance.now();
  await nextTurn();
  const done = { byte: 0 };
  if (job.state === 'UploadComplete') {
    moveTo(org, job, 'InProgress');
    try {
      await processBatches(org, job, done);
      if (isRunning(job)) moveTo(org, job, 'JobComplete');
    } catch (error) {
      if (isRunning(job)) moveTo(org, job, 'Failed', reasonOf(error));
    }
  }
  if (job.state !== 'JobComplete') {
    for (const piece of spool.read(job.upload, done.byte)) spool.append(job.unprocessed, piece);
  }
  spool.remove(job.upload);
  job.processingTime = Math.round(performance.now() - started);
}

/** Whether nobody has aborted or deleted the job meanwhile. */
function isRunning({ state }: IngestJob): boolean {
  return state === 'InProgress';
}

function reasonOf(error: unknown): string {
  if (error instanceof OrgError) return error.message;
  return `UnknownError : The local org failed: ${error instanceof Error ? error.message : String(error)}`;
}

/** @param done how far the upload has been dealt with: what lies behind is unprocessed */
async function processBatches(org: Org, job: IngestJob, done: { byte: number }): Promise<void> {
  const { spool } = bulkJobs(org);
  const { header, start: firstByte, batches } = await readBatches(spool.read(job.upload), job);
  if (header === undefined) throw invalidBatch('The file is empty');
  writeHeads(org, job, header);
  done.byte = firstByte;
  const object = visibleObject(actorOf(org, job), job.object);
  const bound = bindHeader(actorOf(org, job), object, header, job);
  for await (const { rows, start, end } of batches) {
    done.byte = start;
    for (let at = 0; at < rows.length; at += CHUNK_ROWS) {
      await nextTurn();
      if (!isRunning(job)) {
        spool.append(job.unprocessed, csvText(job, rows.slice(at)));
        done.byte = end;
        return;
      }
      const chunk = rows.slice(at, at + CHUNK_ROWS);
      keepOutcomes(org, job, bound, chunk, writeChunk(org, job, bound, chunk));
    }
    done.byte = end;
  }
}

/** Rights are asked anew for each chunk: they may change while a job runs. */
function actorOf(org: Org, { userId, session }: IngestJob): Actor {
  return { org, access: org.accessOf(userId, session), session };
}

function writeChunk(
  org: Org,
  job: IngestJob,
  bound: BoundHeader,
  rows: readonly (readonly string[])[],
): readonly Outcome[] {
  return writeEach(actorOf(org, job), rows, false, (actor, row) => writeRow(actor, job, bound, row));
}

function writeRow(actor: Actor, job: IngestJob, bound: BoundHeader, row: readonly string[]): Written {
  const { object, operation, externalIdFieldName = '' } = job;
  const id = row[bound.idColumn] ?? '';
  switch (operation) {
    case 'insert':
      return { id: insertRecord(actor, object, bound.recordOf(row)), created: true };
    case 'update':
      if (id === '') throw missingArgument('Id', 'update');
      updateRecord(actor, object, id, bound.recordOf(row));
      return { id: fullId(id) ?? id, created: false };
    case 'upsert': {
      const key = row[bound.keyColumn] ?? '';
      if (key === '' && externalIdFieldName.toLowerCase() !== 'id')
        throw missingArgument(externalIdFieldName, 'upsert');
      return upsertRecord(actor, object, externalIdFieldName, key, bound.recordOf(row));
    }
    default:
      if (id === '') throw missingArgument('Id', 'delete');
      deleteRecord(actor, object, id, { purge: operation === 'hardDelete' });
      return { id: fullId(id) ?? id, created: false };
  }
}

function missingArgument(field: string, verb: string): OrgError {
  return new OrgError(400, 'MISSING_ARGUMENT', `${field} not specified in an ${verb} call`, [field]);
}

/** Heads of the tables of results. Unprocessed rows keep the head they came with. */
function writeHeads(org: Org, job: IngestJob, header: readonly string[]): void {
  const { spool } = bulkJobs(org);
  spool.append(job.successful, csvText(job, [['sf__Id', 'sf__Created', ...header]]));
  spool.append(job.failed, csvText(job, [['sf__Id', 'sf__Error', ...header]]));
  spool.append(job.unprocessed, csvText(job, [header]));
}

function keepOutcomes(
  org: Org,
  job: IngestJob,
  { idColumn }: BoundHeader,
  rows: readonly (readonly string[])[],
  outcomes: readonly Outcome[],
): void {
  const { spool } = bulkJobs(org);
  const successful: (readonly (string | boolean)[])[] = [];
  const failed: (readonly string[])[] = [];
  for (const [at, outcome] of outcomes.entries()) {
    const row = rows[at] ?? [];
    if ('error' in outcome) failed.push([row[idColumn] ?? '', errorText(dmlError(outcome.error)), ...row]);
    else successful.push([outcome.id, outcome.created === true, ...row]);
  }
  if (successful.length > 0) spool.append(job.successful, csvText(job, successful), successful.length);
  if (failed.length > 0) spool.append(job.failed, csvText(job, failed), failed.length);
  job.recordsProcessed += rows.length;
  job.recordsFailed += failed.length;
  job.changed = org.now();
}

/** `CODE:message:fields --` (facts 1.7). */
function errorText({ errorCode, message, fields = [] }: OrgError): string {
  return `${errorCode}:${message}:${fields.length === 0 ? '' : `${fields.join(',')} `}--`;
}
