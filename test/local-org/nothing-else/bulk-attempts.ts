import { type Attempt, gets } from './attempts.ts';
import type { World } from './world.ts';

const BASE = '/services/data/:version/jobs';
const NOT_YOURS = '403 INVALIDUSER';

/** Every other way in over Bulk API 2.0; what rows of a job come to, the jobs of `bulk-rows.test.ts` tell. */
export function bulkAttempts(world: World): Readonly<Record<string, readonly Attempt[]>> {
  const { queryJob, ingestJob } = world;
  const query = (soql: string, outcome: string): Attempt => ({
    method: 'POST',
    path: 'jobs/query',
    body: { operation: 'queryAll', query: soql },
    outcome,
  });
  const ingest = (values: object, outcome: string): Attempt => ({
    method: 'POST',
    path: 'jobs/ingest',
    body: values,
    outcome,
  });
  return {
    [`POST ${BASE}/query`]: [
      query('SELECT Secret__c FROM Ticket__c', '400 INVALID_FIELD'),
      query('SELECT Id FROM Ticket__c WHERE Secret__c != null', '400 INVALID_FIELD'),
      query('SELECT Id FROM Ticket__c ORDER BY Secret__c', '400 INVALID_FIELD'),
      query('SELECT Account__r.Name FROM Ticket__c', '400 INVALID_FIELD'),
      query('SELECT Id FROM Account', '400 INVALID_TYPE'),
      query('SELECT Id FROM ObjectPermissions', '400 INVALID_TYPE'),
    ],
    [`GET ${BASE}/query`]: gets(['jobs/query', '200'], ['jobs/query?jobType=V2Ingest', '200']),
    [`GET ${BASE}/query/:id`]: gets(
      [`jobs/query/${queryJob}`, NOT_YOURS],
      [`jobs/query/${ingestJob}`, '404 INVALIDJOB'],
    ),
    [`GET ${BASE}/query/:id/results`]: gets(
      [`jobs/query/${queryJob}/results`, NOT_YOURS],
      [`jobs/query/${queryJob}/results?locator=MTAw`, NOT_YOURS],
    ),
    [`PATCH ${BASE}/query/:id`]: [
      { method: 'PATCH', path: `jobs/query/${queryJob}`, body: { state: 'Aborted' }, outcome: NOT_YOURS },
    ],
    [`DELETE ${BASE}/query/:id`]: [{ method: 'DELETE', path: `jobs/query/${queryJob}`, outcome: NOT_YOURS }],
    [`POST ${BASE}/ingest`]: [
      ingest({ object: 'Account', operation: 'insert' }, '400 INVALIDJOB'),
      ingest({ object: 'PermissionSetAssignment', operation: 'insert' }, '400 INVALIDJOB'),
      ingest({ object: 'Ticket__c', operation: 'hardDelete' }, '400 FEATURENOTENABLED'),
      ingest({ object: 'Ticket__c', operation: 'upsert', externalIdFieldName: 'Key__c' }, '400 INVALIDJOB'),
    ],
    [`GET ${BASE}/ingest`]: gets(['jobs/ingest', '200']),
    [`GET ${BASE}/ingest/:id`]: gets([`jobs/ingest/${ingestJob}`, NOT_YOURS]),
    [`PUT ${BASE}/ingest/:id/batches`]: [
      {
        method: 'PUT',
        path: `jobs/ingest/${ingestJob}/batches`,
        body: 'Note__c\nx\n',
        headers: { 'content-type': 'text/csv' },
        outcome: NOT_YOURS,
      },
    ],
    [`PATCH ${BASE}/ingest/:id`]: [
      { method: 'PATCH', path: `jobs/ingest/${ingestJob}`, body: { state: 'UploadComplete' }, outcome: NOT_YOURS },
    ],
    [`DELETE ${BASE}/ingest/:id`]: [{ method: 'DELETE', path: `jobs/ingest/${ingestJob}`, outcome: NOT_YOURS }],
    [`GET ${BASE}/ingest/:id/successfulResults`]: gets([`jobs/ingest/${ingestJob}/successfulResults`, NOT_YOURS]),
    [`GET ${BASE}/ingest/:id/failedResults`]: gets([`jobs/ingest/${ingestJob}/failedResults`, NOT_YOURS]),
    [`GET ${BASE}/ingest/:id/unprocessedrecords`]: gets([`jobs/ingest/${ingestJob}/unprocessedrecords`, NOT_YOURS]),
  };
}
