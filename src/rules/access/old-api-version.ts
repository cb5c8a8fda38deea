import type { Integration } from '../../model/integration.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { OLDEST_CALLABLE_API_VERSION, OLDEST_SUPPORTED_API_VERSION } from '../../platform/api-versions.ts';
import { behaviourOfAll } from '../behaviour.ts';
import { ERP_USER, integrationTree } from '../example-integration.ts';
import { integrationSubject, ownIntegrations } from '../integration-subject.ts';
import type { Rule, Verdict } from '../rule.ts';
import { counted, listed } from '../wording.ts';

export const oldApiVersion: Rule = {
  id: 'old-api-version',
  code: 'E01',
  title: 'Calls by old versions of the API',
  why: `Salesforce answers a version for three years and then may end it with a year's notice: versions before ${OLDEST_CALLABLE_API_VERSION}.0 get nothing but an error today. A client that old is seldom looked after, and its libraries are as old.`,
  fix: 'Move the client to a version of the last three years, and its libraries with it.',
  severity: 'low',
  principles: ['B3'],
  threats: [],
  references: [{ standard: 'Salesforce', id: 'API End-of-Life Policy' }],
  needs: [],
  needsAnyOf: ['usage', 'logins'],
  presets: ['recommended', 'strict'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'A version that is not answered any more',
        files: integrationTree(),
        org: { calls: [{ username: ERP_USER, apiVersion: '29.0', count: 12, statusClass: '4xx' }] },
        says: '29.0',
      },
      {
        name: 'A version older than three years',
        files: integrationTree(),
        org: { calls: [{ username: ERP_USER, apiVersion: '41.0', count: 900 }] },
        says: '41.0',
      },
    ],
    pass: [
      {
        name: 'A version of the last three years',
        files: integrationTree(),
        org: { calls: [{ username: ERP_USER, apiVersion: '66.0', count: 900 }] },
      },
    ],
  },
  *check({ snapshot, integrations }) {
    for (const integration of ownIntegrations(integrations)) {
      if (integration.users.length > 0) yield judge(snapshot, integration);
    }
  },
};

function judge(snapshot: Snapshot, integration: Integration): Verdict {
  const { logins, calls } = behaviourOfAll(snapshot, integration);
  // A log-in by OAuth has no version: it says `N/A`, or nothing.
  const old = [...calls, ...logins].filter(
    ({ apiVersion }) => Number(apiVersion) > 0 && Number(apiVersion) < OLDEST_SUPPORTED_API_VERSION,
  );
  if (old.length === 0) return { ...integrationSubject(integration), outcome: 'pass' };
  const versions = [...new Set(old.map(({ apiVersion }) => Number(apiVersion)))].sort((a, b) => a - b);
  const isGone = versions.some((version) => version < OLDEST_CALLABLE_API_VERSION);
  const names = versions.map((version) => `${version}.0`);
  return {
    ...integrationSubject(integration),
    outcome: 'fail',
    message: isGone
      ? `${integration.name} calls by ${listed(names)}: versions before ${OLDEST_CALLABLE_API_VERSION}.0 are not answered any more.`
      : `${integration.name} calls by ${counted(names.length, 'version')} of the API older than three years: ${listed(names)}.`,
    severity: isGone ? 'high' : 'low',
    details: names,
    locations: [...new Map(old.map(({ origin }) => [origin.path, origin])).values()],
  };
}
