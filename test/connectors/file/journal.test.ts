import assert from 'node:assert/strict';
import { appendFile, mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { listRuns, readRun, startJournal } from '../../../src/connectors/file/journal.ts';
import { loadPlan, savePlan } from '../../../src/connectors/file/plan-file.ts';
import { takeRunLock } from '../../../src/connectors/file/run-lock.ts';
import type { Change } from '../../../src/model/change.ts';
import type { Plan } from '../../../src/model/plan.ts';

let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leastwise-runs-'));
});
after(() => rm(folder, { recursive: true, force: true }));

const AT = '2026-11-23T10:15:02.000Z';
const ABOUT = { started: AT, orgId: '00D', target: 'prod', fingerprint: 'f', kind: 'apply' } as const;

const licence = (username: string): Change => ({
  subject: 'licence',
  id: `licence:L→${username}`,
  integration: 'a',
  before: undefined,
  after: { username, licence: 'L' },
  reason: 'needed',
  preconditions: [],
});

test('a run is read back as it went', async () => {
  const journal = await startJournal(join(folder, 'one'), ABOUT);
  assert.equal(journal.id, '2026-11-23T10-15-02Z');
  await journal.begun([licence('a'), licence('b')], AT);
  await journal.done([licence('a')], AT);
  await journal.failed([licence('b')], AT, 'LICENSE_LIMIT_EXCEEDED');
  await journal.end('stopped', AT);
  const run = await readRun(join(folder, 'one'), journal.id);
  assert.equal(run.outcome, 'stopped');
  assert.deepEqual(
    run.steps.map(({ change, state, message }) => [change.id, state, message]),
    [
      ['licence:L→a', 'done', undefined],
      ['licence:L→b', 'failed', 'LICENSE_LIMIT_EXCEEDED'],
    ],
  );
  assert.equal((await stat(journal.path)).mode & 0o777, 0o600);
});

test('two runs in one second have two journals, newest first', async () => {
  const at = join(folder, 'two');
  const first = await startJournal(at, ABOUT);
  const second = await startJournal(at, ABOUT);
  assert.equal(second.id, '2026-11-23T10-15-02Z-2');
  assert.deepEqual(
    (await listRuns(at)).map(({ id }) => id),
    [second.id, first.id],
  );
});

test('killed at any byte, the journal is still read: what was begun is begun, nothing more', async () => {
  const at = join(folder, 'cut');
  const journal = await startJournal(at, ABOUT);
  await journal.begun([licence('a')], AT);
  await journal.done([licence('a')], AT);
  const whole = await readFile(journal.path);
  const head = whole.indexOf('\n') + 1;
  for (let length = whole.length; length >= head; length -= 7) {
    await writeFile(journal.path, whole);
    await truncate(journal.path, length);
    const run = await readRun(at, journal.id);
    assert.equal(run.outcome, 'open');
    assert.ok(run.steps.length <= 1);
  }
});

test('a damaged journal is refused with its line, an unknown run by its name', async () => {
  const at = join(folder, 'damaged');
  const journal = await startJournal(at, ABOUT);
  await appendFile(journal.path, 'nonsense\n{"event":"end","at":"x","outcome":"completed"}\n');
  await assert.rejects(readRun(at, journal.id), { code: 'damaged-journal', message: /:2 is not a line/ });
  await assert.rejects(readRun(at, 'never'), { code: 'unknown-run' });
  assert.deepEqual(await listRuns(join(folder, 'nothing-here')), []);
});

test('one apply at a time; the lock of a killed one is taken over', async () => {
  const at = join(folder, 'lock');
  const lock = await takeRunLock(at, 'prod');
  await assert.rejects(takeRunLock(at, 'prod'), { code: 'apply-is-running' });
  await (await takeRunLock(at, 'uat')).release();
  await lock.release();
  // A process id that no process has: beyond the largest one.
  await writeFile(join(at, 'prod.lock'), '99999999');
  await (await takeRunLock(at, 'prod')).release();
});

test('a plan is kept whole and private, and nothing else is taken for one', async () => {
  const path = join(folder, 'plan.file');
  const plan: Plan = {
    version: 1,
    target: { kind: 'org', label: 'prod', filesRead: 0, bytesRead: 0 },
    orgId: '00D',
    environment: undefined,
    changes: [licence('a')],
    integrations: [],
    drift: [],
    findings: [],
    notes: [],
    fingerprint: 'f',
  };
  await savePlan(path, plan);
  assert.equal((await stat(path)).mode & 0o777, 0o600);
  assert.deepEqual(await loadPlan(path), JSON.parse(JSON.stringify(plan)));
  const text = await readFile(path, 'utf8');
  for (const broken of ['', '[]', '{"format":"leastwise-plan"}', text.slice(0, text.length / 2)]) {
    await writeFile(path, broken);
    await assert.rejects(loadPlan(path), { code: 'not-a-plan' });
  }
  await writeFile(path, text.replace('"version": 1', '"version": 2'));
  await assert.rejects(loadPlan(path), { message: /newer version/ });
  await assert.rejects(loadPlan(join(folder, 'none')), { code: 'no-plan-file', message: /there is no such file/ });
});
