import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readMetadataFiles } from '../../src/connectors/sfdx/read-files.ts';
import type { NamedIntegration } from '../../src/model/settings.ts';
import { withOrgFacts } from '../../src/rules/example-org.ts';
import { RULES } from '../../src/rules/register.ts';
import type { Rule, RuleExample } from '../../src/rules/rule.ts';
import { judgeSnapshot } from './judge.ts';

/** `LoginHistory/erp@acme.example`: how places in an org are written. */
const RECORD = /^[A-Z]\w+\/[^/]+$/;

function namedIntegration(name: string): NamedIntegration {
  const parts = { users: [], profiles: [], permissionSets: [], groups: [], apps: [] };
  return { name, owner: undefined, ...parts, origin: { path: 'leastwise.yml', line: 1 } };
}

/** Failures of one rule on an example, whatever the presets say. */
function failures(rule: Rule, example: RuleExample) {
  const files = readMetadataFiles(example.files);
  const snapshot = example.org ? withOrgFacts(files, example.org) : files;
  const integrations = (example.declared ?? []).map(namedIntegration);
  const settings = { rules: { [rule.id]: rule.severity }, integrations };
  const { findings } = judgeSnapshot(snapshot, { rules: [rule], settings });
  return findings.filter(({ outcome }) => outcome === 'fail');
}

for (const rule of RULES) {
  describe(rule.id, () => {
    test('has examples of both kinds', () => {
      assert.ok(rule.examples.fail.length > 0 && rule.examples.pass.length > 0);
    });
    for (const example of rule.examples.fail) {
      test(`fails: ${example.name}`, () => {
        const found = failures(rule, example);
        assert.notDeepEqual(found, [], 'no failure');
        const said = found.map(({ message }) => message).join('\n');
        if (example.says !== undefined) assert.ok(said.includes(example.says), `"${example.says}" is not in: ${said}`);
        for (const finding of found) {
          assert.notDeepEqual(finding.locations, [], 'a failure has a place');
          assert.ok(finding.fix, 'a failure says what to do');
          const strangers = finding.locations.filter(
            ({ path }) => path && !(path in example.files) && !(example.org && RECORD.test(path)),
          );
          assert.deepEqual(strangers, [], 'every place is a file of the example, or a record of its org');
        }
      });
    }
    for (const example of rule.examples.pass) {
      test(`passes: ${example.name}`, () => {
        assert.deepEqual(
          failures(rule, example).map(({ message }) => message),
          [],
        );
      });
    }
  });
}
