import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { logs } from '../../src/pipelines/logs.ts';
import { terminalLogs } from '../../src/report/terminal-logs.ts';
import { type LiveProject, liveProject } from './live-project.ts';

const STYLE = { width: 100, colour: false, unicode: true, verbose: false };
let project: LiveProject;
before(async () => {
  project = await liveProject(
    {
      'leastwise.yml': 'design: { user: { email: integrations@acme.example } }\n',
      'integrations/erp.yml':
        'name: erp\npurpose: The ERP.\nowner: team@acme.example\naccess: { objects: { Account: read } }\nlogin: { flow: client-credentials }\n',
    },
    { switches: { eventMonitoring: true } },
  );
  await project.apply();
});
after(() => project.close());

const asked = async (days = 7) =>
  logs(project.session(), { declared: await project.declared(), integration: 'erp', days, now: project.org.org.now() });

test('without a log nothing is claimed: the window is empty and the blind spots say why', async () => {
  const seen = await asked();
  assert.equal(seen.window, undefined);
  assert.deepEqual(seen.days, []);
  assert.ok(seen.blindSpots.some((text) => text.startsWith('the org holds no log of API calls')));
  assert.match(terminalLogs(seen, STYLE), /no log between/);
});

test('calls are counted by day, with errors, addresses, versions and what did not show', async () => {
  const username = String(
    project.org.org.store.all('SELECT "Username" FROM "User" WHERE "Username" LIKE \'erp%\'')[0]?.['Username'],
  );
  const ask = async (soql: string): Promise<number> =>
    (
      await fetch(`${project.org.url}/services/data/v67.0/query?q=${encodeURIComponent(soql)}`, {
        headers: {
          authorization: `Bearer ${project.org.sessionFor(username)}`,
          'sforce-call-options': 'client=erp/1.0',
        },
      })
    ).status;
  assert.deepEqual([await ask('SELECT Id FROM Account'), await ask('SELECT Id FROM Contact')], [200, 400]);
  project.org.moveClock(24 * 3_600_000);
  assert.equal(await ask('SELECT Id FROM Account'), 200);
  project.org.moveClock(30 * 3_600_000);
  const seen = await asked();
  assert.deepEqual(
    seen.days.map(({ calls, errors }) => [calls, errors]),
    [
      [2, 1],
      [1, 0],
    ],
  );
  assert.deepEqual(
    [seen.clients[0]?.name, seen.versions[0]?.name, seen.addresses[0]?.name],
    ['erp/1.0', '67.0', '127.0.0.1'],
  );
  assert.deepEqual(
    seen.errors.map(({ name, calls }) => [name, calls]),
    [['400 GET REST /query', 1]],
  );
  assert.ok(seen.blindSpots.some((text) => text.startsWith('today (')));
  const shown = terminalLogs(seen, STYLE);
  assert.match(shown, /2 {2}█+▒+ {2}1 errors?\n/);
  assert.match(shown, /What does not show:/);
});

test('whoever may not read logs or log-ins is told which permission opens them', async () => {
  project.org.org.faults.add({
    kind: 'status',
    path: '/data/v68.0/sobjects/EventLogFile',
    times: 100,
    status: 403,
  });
  const seen = await asked();
  assert.equal(seen.window, undefined);
  assert.ok(seen.blindSpots.some((text) => /could not be read/.test(text)));
});
