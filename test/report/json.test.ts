import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildAccessGraph } from '../../src/access/build-graph.ts';
import { compareAccess } from '../../src/access/compare.ts';
import { explainAccess } from '../../src/access/explain.ts';
import { findHolder } from '../../src/access/find-holder.ts';
import { parsePermission } from '../../src/access/permission-name.ts';
import { whoCan } from '../../src/access/who-can.ts';
import { widened } from '../../src/access/widened.ts';
import { rules } from '../../src/pipelines/rules.ts';
import {
  jsonComparison,
  jsonExplanation,
  jsonList,
  jsonReach,
  jsonRules,
  jsonWhoCan,
  jsonWidening,
} from '../../src/report/json-answers.ts';
import { jsonAudit } from '../../src/report/json-audit.ts';
import { jsonBuild, jsonValidation } from '../../src/report/json-build.ts';
import { anOrg } from '../access/an-org.ts';
import { assertValid } from './answer-schema.ts';
import { aHostileAudit, anAudit, anIntegration, aReach } from './sample-audit.ts';

const ORG = anOrg({
  sets: [
    { name: 'ERP', grants: ['Account:read', 'Account.Phone:read', 'ManageUsers'] },
    { name: 'HR', grants: ['Account:read'], listed: ['ModifyAllData'] },
  ],
  groups: [{ name: 'All', members: ['ERP', 'Gone'] }],
  users: [{ username: 'erp@acme.example', sets: [{ name: 'ERP' }], groups: [{ name: 'All' }] }],
});
const GRAPH = buildAccessGraph(ORG, { today: '2026-01-01' });
const INTEGRATION = anIntegration('erp', {
  users: ['erp@acme.example'],
  permissionSets: ['permission-set:ERP'],
  apps: [],
  profiles: [],
});

test('audits are valid against the schema that the package ships', () => {
  assertValid('audit', jsonAudit(anAudit()));
  assertValid('audit', jsonAudit(aHostileAudit()));
  assertValid('audit', jsonAudit(anAudit({ integrations: [], findings: [], diagnostics: [] })));
});

test('answers are valid against theirs', () => {
  const erp = findHolder(GRAPH, [INTEGRATION], 'erp');
  const hr = findHolder(GRAPH, [INTEGRATION], 'HR');
  for (const text of ['Account.Phone:read', 'Account.Phone:edit', 'ModifyAllData']) {
    for (const holder of [erp, hr])
      assertValid('explanation', jsonExplanation(explainAccess(GRAPH, holder, parsePermission(text), [INTEGRATION])));
  }
  assertValid('who-can', jsonWhoCan(whoCan(GRAPH, parsePermission('Account:read'), [INTEGRATION])));
  const side = (holder: typeof erp) => ({ label: holder.name, graph: GRAPH, holder, integrations: [INTEGRATION] });
  assertValid('comparison', jsonComparison(compareAccess(side(hr), side(erp))));
  const state = (label: string, integrations: (typeof INTEGRATION)[]) => ({
    label,
    graph: GRAPH,
    integrations,
    unresolved: [],
  });
  const widening = widened(state('main', []), state('head', [INTEGRATION]));
  assert.deepEqual(widening.added, ['erp']);
  assertValid('widening', jsonWidening(widening));
  assertValid('reach', jsonReach({ holder: erp, reach: aReach() }));
  const { reach, marks, worst, verdict, ...plain } = INTEGRATION;
  assertValid('list', jsonList({ source: ORG.source, integrations: [plain], diagnostics: [] }));
  assertValid('rules', jsonRules(rules()));
  const notes = [
    { integration: 'erp', code: 'added', text: 't', origin: undefined },
    { integration: 'erp', code: 'added', text: 't', origin: { path: 'erp.yml', line: 3 } },
  ];
  const files = [{ path: 'a.xml', state: 'created' as const }];
  assertValid('build', jsonBuild({ root: '/x', integrations: ['erp'], files, notes }));
  const mistakes = [{ path: 'erp.yml', line: 1, column: 2, message: 'm', instead: '' }];
  assertValid('validation', jsonValidation({ files: ['erp.yml'], mistakes, notes }));
});

test('a schema refuses what it does not know', () => {
  assert.throws(() => assertValid('audit', { ...jsonAudit(anAudit()), surprise: 1 }));
  assert.throws(() => assertValid('audit', { ...jsonAudit(anAudit()), findings: [{ rule: 'x' }] }));
});
