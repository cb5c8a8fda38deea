import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OrgIdentity } from '../../src/model/org.ts';
import { refuseLive, verifiedOrg } from '../../src/verify/verified-org.ts';

const identity = (sandbox: boolean): OrgIdentity => ({
  ...{ id: '00D000000000001AAA', name: 'Acme', edition: 'Enterprise Edition', sandbox, domain: 'acme.example' },
  ...{ apiVersion: '68.0', readAt: '2026-11-25T10:00:00.000Z', readAs: 'admin@acme.example' },
});
const org = (url: string, found: OrgIdentity | undefined) =>
  verifiedOrg({ orgId: '00Dx', url, apiVersion: '68.0' }, { org: found });

test('an org is live unless it says otherwise, or is on this machine', () => {
  assert.equal(org('https://acme.my.salesforce.com', identity(false)).kind, 'production');
  assert.equal(org('https://acme--uat.sandbox.my.salesforce.com', identity(true)).kind, 'sandbox');
  assert.equal(
    org('https://acme--uat.sandbox.my.salesforce.com', undefined).kind,
    'production',
    'a name proves nothing',
  );
  for (const url of ['http://127.0.0.1:4400', 'http://localhost:4400', 'http://[::1]:4400'])
    assert.equal(org(url, identity(false)).kind, 'local', url);
  for (const url of ['https://localhost.evil.example', 'https://127.0.0.1.evil.example'])
    assert.equal(org(url, identity(false)).kind, 'production', url);
});

test('a live org is not tried unless that is said', () => {
  const live = org('https://acme.my.salesforce.com', identity(false));
  assert.throws(() => refuseLive(live, false), { code: 'production-is-live' });
  assert.doesNotThrow(() => refuseLive(live, true));
  assert.doesNotThrow(() => refuseLive(org('http://127.0.0.1:4400', identity(false)), false));
  assert.doesNotThrow(() => refuseLive(org('https://x.sandbox.my.salesforce.com', identity(true)), false));
});
