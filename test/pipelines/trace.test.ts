import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { TracedLog } from '../../src/model/trace.ts';
import { type TraceIntegrationOptions, trace } from '../../src/pipelines/trace.ts';
import { terminalTrace, traceLine } from '../../src/report/terminal-trace.ts';
import { type Client, clientOf } from '../local-org/client.ts';
import { deployTo, metadataFile } from '../local-org/deployment.ts';
import { type LiveProject, liveProject } from './live-project.ts';

const STYLE = { width: 100, colour: false, unicode: true, verbose: false };
let project: LiveProject;
let admin: Client;
let erp: Client;
before(async () => {
  project = await liveProject({
    'leastwise.yml': 'design: { user: { email: integrations@acme.example } }\n',
    'integrations/erp.yml':
      'name: erp\npurpose: The ERP.\nowner: team@acme.example\naccess: { objects: { Account: { read: true, create: true, fields: { edit: [Phone] } } } }\nlogin: { flow: client-credentials }\n',
  });
  await project.apply();
  admin = clientOf(project.org.url, project.org.sessionFor(project.org.adminUsername));
  deployTo(
    { ...project.org, admin, client: () => admin },
    {
      'triggers/Accounts.trigger': 'trigger Accounts on Account (before insert) { }',
      'triggers/Accounts.trigger-meta.xml': metadataFile(
        'ApexTrigger',
        '<apiVersion>65.0</apiVersion><status>Active</status>',
      ),
    },
  );
  const { body } = await admin.query("SELECT Username FROM User WHERE Username LIKE 'erp%'");
  erp = clientOf(project.org.url, project.org.sessionFor(body.records[0].Username));
});
after(() => project.close());

const traces = (): string => join(project.root, '.leastwise', 'traces');
const flags = async (): Promise<number> => (await admin.get('tooling/query?q=SELECT+Id+FROM+TraceFlag')).body.totalSize;
const levels = async (): Promise<readonly string[]> =>
  (await admin.get('tooling/query?q=SELECT+DeveloperName+FROM+DebugLevel')).body.records.map(
    (row: { readonly DeveloperName: string }) => row.DeveloperName,
  );

/** Traces until the first log has come, or until `during` says so. */
async function traced(
  during: (signal: AbortSignal) => Promise<void>,
  more: Partial<TraceIntegrationOptions> = {},
  ending = new AbortController(),
) {
  const seen = trace(project.session(), {
    declared: { ...(await project.declared()), root: project.root },
    integration: 'erp',
    minutes: 30,
    level: undefined,
    outputDir: undefined,
    onLog: () => ending.abort(),
    signal: ending.signal,
    pollMs: 20,
    now: () => new Date(),
    ...more,
  });
  const [result] = await Promise.all([seen.finally(() => ending.abort()), during(ending.signal)]);
  return result;
}

/** An application that works on, as long as the trace lasts. */
const keepsWriting = async (signal: AbortSignal): Promise<void> => {
  while (!signal.aborted) {
    await erp.create('Account', { Name: 'Acme' });
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
};

test('the user is traced, its logs are read and kept for one person, and the flag is gone at the end', async () => {
  const outputDir = join(project.root, 'logs');
  const lines: TracedLog[] = [];
  const ending = new AbortController();
  const onLog = (log: TracedLog): void => {
    lines.push(log);
    ending.abort();
  };
  const seen = await traced(keepsWriting, { outputDir, onLog }, ending);
  assert.ok(seen.logs.length > 0);
  assert.equal(lines.length, seen.logs.length);
  assert.match(seen.total.units[0] ?? '', /Accounts on Account trigger event BeforeInsert/);
  assert.deepEqual([await flags(), (await levels()).filter((name) => name.startsWith('Leastwise_'))], [0, []]);
  assert.deepEqual(readdirSync(traces()), []);
  const [file = ''] = readdirSync(outputDir);
  assert.equal(statSync(join(outputDir, file)).mode & 0o777, 0o600);
  assert.match(readFileSync(join(outputDir, file), 'utf8'), /CODE_UNIT_STARTED/);
  assert.match(terminalTrace(seen, STYLE), /\d logs? .*\n[\s\S]*RAN\n {3}Accounts on Account/);
  assert.match(lines.map((log) => traceLine(log, STYLE)).join(''), /API · Success · Accounts on Account/);
});

test('a run that was killed leaves a mark, by which the next one takes its flag away', async () => {
  const user = (await admin.query("SELECT Id FROM User WHERE Username LIKE 'erp%'")).body.records[0].Id;
  const level = 'Leastwise_0123456789ab';
  const debugLevel = (
    await admin.send('POST', 'tooling/sobjects/DebugLevel', { DeveloperName: level, MasterLabel: level })
  ).body.id;
  const now = Date.now();
  await admin.send('POST', 'tooling/sobjects/TraceFlag', {
    TracedEntityId: user,
    LogType: 'USER_DEBUG',
    DebugLevelId: debugLevel,
    StartDate: new Date(now).toISOString(),
    ExpirationDate: new Date(now + 3_600_000).toISOString(),
  });
  mkdirSync(traces(), { recursive: true });
  const mark = {
    orgId: project.org.org.id,
    integration: 'erp',
    debugLevel: level,
    process: 2 ** 22 + 12_345,
    started: '',
    ends: '',
  };
  writeFileSync(join(traces(), `${level}.json`), JSON.stringify(mark));
  writeFileSync(join(traces(), 'torn.json'), '{"orgId"');
  writeFileSync(join(traces(), 'alive.json'), JSON.stringify({ ...mark, process: process.pid }));
  const seen = await traced(keepsWriting);
  assert.deepEqual([seen.cleaned, seen.isForeignFlag], [1, false]);
  assert.equal(existsSync(join(traces(), `${level}.json`)), false);
  assert.deepEqual([await flags(), (await levels()).includes(level)], [0, false]);
});

test('a flag of somebody else is used and left as it is', async () => {
  const user = (await admin.query("SELECT Id FROM User WHERE Username LIKE 'erp%'")).body.records[0].Id;
  const level = (
    await admin.send('POST', 'tooling/sobjects/DebugLevel', {
      DeveloperName: 'Theirs',
      MasterLabel: 'Theirs',
      ApexCode: 'FINEST',
    })
  ).body.id;
  const flag = (
    await admin.send('POST', 'tooling/sobjects/TraceFlag', {
      TracedEntityId: user,
      LogType: 'USER_DEBUG',
      DebugLevelId: level,
      StartDate: new Date().toISOString(),
      ExpirationDate: new Date(Date.now() + 3_600_000).toISOString(),
    })
  ).body.id;
  const seen = await traced(keepsWriting);
  assert.equal(seen.isForeignFlag, true);
  assert.ok(seen.blindSpots.some((text) => text.includes('level Theirs')));
  assert.equal(await flags(), 1);
  await admin.send('DELETE', `tooling/sobjects/TraceFlag/${flag}`);
});

test('levels come from a debug level of the org; one that is not there is named with those that are', async () => {
  await assert.rejects(
    traced(() => Promise.resolve(), { level: 'Nowhere' }),
    (error: Error & { readonly code?: string; readonly actions?: readonly string[] }) =>
      error.code === 'no-such-debug-level' && (error.actions ?? []).some((text) => text.includes('Theirs')),
  );
  const seen = await traced(keepsWriting, { level: 'theirs' });
  assert.match(seen.total.head, /APEX_CODE,FINEST/);
});

test('what fails on the way leaves nothing behind: neither a flag nor a mark', async () => {
  project.org.org.faults.add({
    kind: 'status',
    path: '/data/v68.0/tooling/sobjects/TraceFlag',
    method: 'POST',
    times: 1,
    status: 500,
  });
  await assert.rejects(traced(() => Promise.resolve()));
  project.org.org.faults.add({ kind: 'status', path: '/data/v68.0/tooling/sobjects/ApexLog', times: 100, status: 404 });
  const ending = new AbortController();
  setTimeout(() => ending.abort(), 300);
  const seen = await traced(keepsWriting, {}, ending);
  assert.equal(seen.logs.length, 0);
  assert.deepEqual([await flags(), (await levels()).filter((name) => name.startsWith('Leastwise_'))], [0, []]);
  assert.deepEqual(
    readdirSync(traces()).filter((name) => name.startsWith('Leastwise_')),
    [],
  );
});
