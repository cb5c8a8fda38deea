import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as startTimer } from 'node:timers';
import { setTimeout } from 'node:timers/promises';
import { deployTo, metadataFile } from '../local-org/deployment.ts';
import { cliWithOrg } from './sf.ts';

const { org, sf, end } = await cliWithOrg();
after(end);
deployTo(org, {
  'triggers/AccountSync.trigger': 'trigger AccountSync on Account (before insert) { Sync.run(Trigger.new); }',
  'triggers/AccountSync.trigger-meta.xml': metadataFile(
    'ApexTrigger',
    '<apiVersion>66.0</apiVersion><status>Active</status>',
  ),
});

const STARTS_WITHIN_MS = 50_000;

test('debug logs are followed as they come, listed and fetched', async () => {
  const tail = sf.start('apex tail log');
  try {
    let [output, told] = ['', ''];
    const seen = (what: RegExp) =>
      new Promise<void>((resolve, reject) => {
        const timer = startTimer(() => reject(new Error(`No ${what} in ${output}${told}`)), STARTS_WITHIN_MS).unref();
        const look = (): void => {
          if (!what.test(output)) return;
          clearTimeout(timer);
          resolve();
        };
        tail.stdout?.on('data', (chunk: Buffer) => {
          output += chunk.toString('utf8');
          look();
        });
        tail.stderr?.on('data', (chunk: Buffer) => {
          told += chunk.toString('utf8');
        });
      });
    const followed = seen(/CODE_UNIT_STARTED\|\[EXTERNAL\]\|01q\w+\|AccountSync on Account trigger event BeforeInsert/);
    // It shakes hands, subscribes and waits; a wait is seen when it is over.
    const asked = () => org.traffic().filter(({ family }) => family === 'STREAMING').length;
    for (let looked = 0; asked() < 2 && looked < 400; looked++) await setTimeout(100);
    await setTimeout(500);
    await org.admin.create('Account', { Name: 'Followed' });
    await followed;
  } finally {
    tail.kill();
  }
  const logs = await sf.ok('apex list log');
  assert.deepEqual([logs.length, logs[0].Operation, logs[0].Status], [1, 'API', 'Success']);
  const [fetched] = await sf.ok('apex get log', ['--number', '1']);
  assert.match(fetched.log, /AccountSync on Account trigger event BeforeInsert/);
});

test('tooling objects are queried with the Tooling API alone', async () => {
  const soql = ['--query', "SELECT Id, LogType FROM TraceFlag WHERE LogType = 'DEVELOPER_LOG'"];
  const flags = await sf.ok('data query', [...soql, '--use-tooling-api']);
  assert.equal(flags.totalSize, 1);
  const refused = await sf.run('data query', soql);
  assert.deepEqual([refused.code, refused.name], [1, 'INVALID_TYPE']);
});

test('Apex that is sent is not run, and the CLI is told why', async () => {
  const file = join(sf.folder, 'code.apex');
  writeFileSync(file, 'delete [SELECT Id FROM Account];');
  const { code, stdout } = await sf.run('apex run', ['--file', file]);
  assert.notEqual(code, 0);
  assert.match(stdout, /The local org does not run Apex/);
});
