import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { RULES } from '../../src/rules/register.ts';
import type { Rule, RuleExample } from '../../src/rules/rule.ts';
import { judge } from './judge.ts';

/** Failures of one rule on an example, whatever the presets say. */
function failures(rule: Rule, example: RuleExample) {
  const { findings } = judge(example.files, { rules: [rule], settings: { rules: { [rule.id]: rule.severity } } });
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
          const strangers = finding.locations.filter(({ path }) => path && !(path in example.files));
          assert.deepEqual(strangers, [], 'every place is a file of the example');
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
