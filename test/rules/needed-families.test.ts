import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startLocalOrg } from '../../src/local-org/local-org.ts';
import { FACT_FAMILIES, type FactFamily } from '../../src/model/coverage.ts';
import { loadOrg } from '../../src/pipelines/load-live-org.ts';
import { readAuditSettings } from '../../src/pipelines/read-audit-settings.ts';
import { isOn, neededFamilies } from '../../src/rules/needed-families.ts';
import { RULES } from '../../src/rules/register.ts';
import { runRules } from '../../src/rules/run.ts';
import { localSession } from '../connectors/org/local-session.ts';

test('a family that serves rules alone is read when one of them is on, whatever switched it on', async () => {
  const settings = await readAuditSettings({ source: import.meta.dirname });
  const of = (rules: typeof settings.rules) => neededFamilies(RULES, { ...settings, rules });
  const asking = RULES.filter(({ needs }) => needs.includes('setupChanges'));
  assert.ok(asking.length > 0 && asking.every((rule) => isOn(rule, settings)));
  assert.ok(of({}).has('setupChanges'));
  assert.ok(!of(Object.fromEntries(asking.map(({ id }) => [id, 'off' as const]))).has('setupChanges'));
  assert.ok(of(Object.fromEntries(asking.map(({ id }) => [id, 'low' as const]))).has('setupChanges'));
  assert.ok(!of({}).has('sessions'), 'no rule judges who is logged in at the moment');
});

for (const preset of ['recommended', 'strict', 'legacy'] as const)
  test(`by what is needed the preset ${preset} finds what it finds by everything, for fewer requests`, async () => {
    const org = await startLocalOrg({ example: 'messy' });
    try {
      const settings = { ...(await readAuditSettings({ source: import.meta.dirname })), preset };
      const today = org.org.now().toISOString().slice(0, 10);
      const judged = async (families: ReadonlySet<FactFamily>) => {
        const source = await loadOrg(localSession(org), { settings, today, families });
        const { findings, summaries } = runRules({ ...source, today }, RULES, settings);
        return { findings, summaries, calls: source.snapshot.source.apiCalls ?? 0 };
      };
      const [all, needed] = [await judged(new Set(FACT_FAMILIES)), await judged(neededFamilies(RULES, settings))];
      assert.deepEqual(needed.findings, all.findings);
      assert.deepEqual(needed.summaries, all.summaries);
      assert.ok(needed.calls < all.calls, `${needed.calls} of ${all.calls} calls`);
    } finally {
      await org.close();
    }
  });
