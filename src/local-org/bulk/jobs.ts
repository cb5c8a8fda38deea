import type { Org } from '../org.ts';
import type { Session } from '../sessions.ts';
import { recordId } from '../store/ids.ts';
import type { CsvFormat } from './csv-format.ts';
import { openSpool, type Spool } from './spool.ts';

/** Source: "Job States". */
export type JobState = 'Open' | 'UploadComplete' | 'InProgress' | 'JobComplete' | 'Aborted' | 'Failed';

interface JobBase extends CsvFormat {
  readonly id: string;
  /** Its creator, who alone reads its results; the rights of that user decide about every row. */
  readonly userId: string;
  readonly session: Session;
  /** Object in its true spelling. */
  readonly object: string;
  /** `68.0`. */
  readonly apiVersion: string;
  readonly created: Date;
  changed: Date;
  state: JobState;
  errorMessage: string | undefined;
  recordsProcessed: number;
  /** Milliseconds. */
  processingTime: number;
}

export interface QueryJob extends JobBase {
  readonly kind: 'query';
  readonly operation: 'query' | 'queryAll';
  readonly query: string;
  /** Rows found, in the spool; the head of the table apart. */
  readonly results: number;
  head: string;
}

export const INGEST_OPERATIONS = ['insert', 'update', 'upsert', 'delete', 'hardDelete'] as const;

export interface IngestJob extends JobBase {
  readonly kind: 'ingest';
  readonly operation: (typeof INGEST_OPERATIONS)[number];
  readonly externalIdFieldName: string | undefined;
  readonly assignmentRuleId: string | undefined;
  /** How often data was put: once is right. */
  uploads: number;
  recordsFailed: number;
  /** In the spool. */
  readonly upload: number;
  readonly successful: number;
  readonly failed: number;
  readonly unprocessed: number;
}

export type BulkJob = QueryJob | IngestJob;

/** Source: "Bulk API limits": jobs are kept for seven days. */
const KEPT_DAYS = 7;
const PREFIX = '750';

export interface BulkJobs {
  readonly spool: Spool;
  newId(): string;
  add(job: BulkJob): void;
  find(id: string): BulkJob | undefined;
  /** Newest first. */
  list(): readonly BulkJob[];
  remove(job: BulkJob): void;
}

const JOBS = new WeakMap<Org, BulkJobs>();

/** The jobs of an org, for as long as it is open. */
export function bulkJobs(org: Org): BulkJobs {
  const known = JOBS.get(org) ?? createJobs(org);
  JOBS.set(org, known);
  return known;
}

/** Ends and forgets all jobs of an org: their rows are those of an org that is no more. */
export function dropBulkJobs(org: Org): void {
  const known = JOBS.get(org);
  for (const job of known?.list() ?? []) {
    moveTo(org, job, 'Aborted');
    known?.remove(job);
  }
}

function createJobs(org: Org): BulkJobs {
  const spool = openSpool();
  const jobs = new Map<string, BulkJob>();
  let last = 0;
  const remove = (job: BulkJob): void => {
    for (const file of filesOf(job)) spool.remove(file);
    jobs.delete(job.id);
  };
  const forgetOld = (): void => {
    const oldest = org.now().getTime() - KEPT_DAYS * 86_400_000;
    for (const job of jobs.values()) if (job.created.getTime() < oldest) remove(job);
  };
  return {
    spool,
    newId: () => {
      last += 1;
      return recordId(PREFIX, last);
    },
    add: (job) => {
      forgetOld();
      jobs.set(job.id, job);
    },
    find: (id) => {
      forgetOld();
      return jobs.get(id) ?? [...jobs.values()].find((job) => job.id.slice(0, 15) === id);
    },
    list: () => {
      forgetOld();
      return [...jobs.values()].reverse();
    },
    remove,
  };
}

function filesOf(job: BulkJob): readonly number[] {
  return job.kind === 'query' ? [job.results] : [job.upload, job.successful, job.failed, job.unprocessed];
}

/** Moves a job on; one that was aborted or deleted stays so. */
export function moveTo(org: Org, job: BulkJob, state: JobState, errorMessage?: string): void {
  job.state = state;
  job.errorMessage = errorMessage;
  job.changed = org.now();
}
