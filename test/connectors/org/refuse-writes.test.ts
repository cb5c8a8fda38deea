import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refuseWrites } from '../../../src/connectors/org/refuse-writes.ts';

const base = '/services/data/v68.0';
const composite = (...methods: readonly string[]) =>
  JSON.stringify({ compositeRequest: methods.map((method) => ({ method, url: `${base}/sobjects/User/005` })) });
const post = (path: string, body?: string) => () => refuseWrites({ method: 'POST', path, body });

test('questions get through', () => {
  refuseWrites({ method: 'GET', path: `${base}/query?q=x` });
  post(`${base}/composite`, composite('GET', 'GET'))();
  post(`${base}/tooling/composite`, composite('GET'))();
  post(`${base}/jobs/query`, JSON.stringify({ operation: 'query', query: 'SELECT Id FROM User' }))();
});

test('everything else is refused, whoever asks', () => {
  for (const attempt of [
    post(`${base}/sobjects/User`, '{}'),
    post(`${base}/composite`, composite('GET', 'PATCH')),
    post(`${base}/composite`, '{}'),
    post(`${base}/composite`, undefined),
    post(`${base}/composite/sobjects`, composite('GET')),
    post(`${base}/composite/graph`, composite('GET')),
    post(`${base}/jobs/query`, JSON.stringify({ operation: 'delete' })),
    post(`${base}/jobs/ingest`, JSON.stringify({ operation: 'query' })),
    post('/services/apexrest/anything', composite('GET')),
    post(`${base}/tooling/executeAnonymous`, '{}'),
  ]) {
    assert.throws(attempt, /must not send POST/);
  }
});
