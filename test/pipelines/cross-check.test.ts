import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readOrg } from '../../src/connectors/org/read.ts';
import { startLocalOrg } from '../../src/local-org/local-org.ts';
import type { CrossCheck } from '../../src/model/cross-check.ts';
import type { PlatformAccess } from '../../src/model/platform-access.ts';
import { crossCheck } from '../../src/pipelines/cross-check.ts';
import { readAuditSettings } from '../../src/pipelines/read-audit-settings.ts';
import { understand } from '../../src/pipelines/understand.ts';
import { crossCheckLines, crossCheckWarning } from '../../src/report/terminal-cross-check.ts';
import { localSession } from '../connectors/org/local-session.ts';

const STYLE = { width: 120, colour: false, unicode: true, verbose: false };

/** Reads an example, lets the answers of the org be tampered with, and compares. */
async function check(
  example: 'messy' | 'clean',
  options: { readonly as?: string; readonly tamper?: (access: PlatformAccess) => PlatformAccess } = {},
): Promise<{ readonly checked: CrossCheck; readonly calls: number }> {
  const org = await startLocalOrg({ example });
  const { as, tamper = (access) => access } = options;
  const reading = await readOrg(localSession(org, as), { firstWait: 1, now: org.org.now() });
  try {
    const settings = await readAuditSettings({ source: import.meta.dirname });
    const objects = ['Account', 'Contact', 'Invoice__c', 'Employee__c', 'Shipment__c'];
    const snapshot = await reading.details({ objects, profiles: new Set() });
    const before = reading.budget.calls;
    const source = understand(snapshot, settings, org.org.now().toISOString().slice(0, 10));
    const checked = await crossCheck(source, async (question) => tamper(await reading.platformAccess(question)));
    return { checked, calls: reading.budget.calls - before };
  } finally {
    await reading.close();
    await org.close();
  }
}

for (const example of ['messy', 'clean'] as const)
  test(`of the ${example} example the org says what we say, in few requests`, async () => {
    const { checked, calls } = await check(example);
    assert.equal(checked.users.length, 3);
    assert.ok(checked.compared > 100, `${checked.compared} answers`);
    assert.deepEqual(checked.disagreements, []);
    assert.deepEqual(checked.refusals, []);
    assert.ok(calls <= 9, `${calls} calls`);
    assert.match(
      crossCheckLines(checked, STYLE).join('\n'),
      /✓ the org itself gives the same \d+ answers about 3 users/,
    );
    assert.equal(crossCheckWarning(checked), undefined);
  });

test('a single answer that differs is told as a mistake of ours, with what to report', async () => {
  let tampered = 0;
  const { checked } = await check('messy', {
    tamper: (access) => {
      const [first] = access.objects;
      if (first === undefined || tampered > 0) return access;
      tampered += 1;
      const [object, told] = first;
      return { ...access, objects: new Map([...access.objects, [object, { ...told, read: !told.read }]]) };
    },
  });
  assert.equal(checked.disagreements.length, 1);
  const [one] = checked.disagreements;
  assert.match(one?.permission ?? '', /:read$/);
  assert.notEqual(one?.leastwise, one?.org);
  const lines = crossCheckLines(checked, STYLE).join('\n');
  assert.match(lines, /✗ the org disagrees in 1 of \d+ answers/);
  assert.match(
    lines.replace(/\s+/g, ' '),
    /mistake of ours.*report it with the result of leastwise snapshot save --pseudonyms/,
  );
  assert.match(crossCheckWarning(checked) ?? '', /leastwise says (yes|no), the org says (yes|no)/);
});
