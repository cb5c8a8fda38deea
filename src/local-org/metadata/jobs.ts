import type { Org } from '../org.ts';
import { recordId } from '../store/ids.ts';
import type { DeployOptions, DeployOutcome } from './deploy.ts';
import type { RetrieveOutcome } from './retrieve.ts';
import type { Files } from './zip.ts';

/** A deployment or retrieve that clients come back for. */
export interface DeployJob {
  readonly kind: 'deploy';
  readonly id: string;
  readonly userId: string;
  readonly options: DeployOptions;
  readonly files: Files;
  readonly outcome: DeployOutcome;
  readonly started: string;
  readonly canceled: boolean;
}

export interface RetrieveJob {
  readonly kind: 'retrieve';
  readonly id: string;
  readonly outcome: RetrieveOutcome;
}

export type MetadataJob = DeployJob | RetrieveJob;

const KEPT = 50;
const JOBS = new WeakMap<Org, { next: number; readonly jobs: Map<string, MetadataJob> }>();

function jobsOf(org: Org) {
  const known = JOBS.get(org) ?? { next: 1, jobs: new Map<string, MetadataJob>() };
  JOBS.set(org, known);
  return known;
}

/** Keeps a finished job under a new id: `0Af…` for deployments, `09S…` for retrieves. */
export function keepJob(org: Org, make: (id: string) => MetadataJob, prefix: '0Af' | '09S'): MetadataJob {
  const all = jobsOf(org);
  const job = make(recordId(prefix, all.next++));
  all.jobs.set(job.id, job);
  const oldest = all.jobs.keys().next().value;
  if (all.jobs.size > KEPT && oldest !== undefined) all.jobs.delete(oldest);
  return job;
}

export function findJob(org: Org, id: string): MetadataJob | undefined {
  return [...jobsOf(org).jobs.values()].find((job) => job.id === id || job.id.slice(0, 15) === id);
}
