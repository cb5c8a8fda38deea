import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type LiveProject, liveProject } from '../pipelines/live-project.ts';

const COMMAND = join(import.meta.dirname, '..', '..', 'bin', 'leastwise.js');
let project: LiveProject;
let token: string;
before(async () => {
  project = await liveProject({
    'leastwise.yml': 'design: { user: { email: integrations@acme.example } }\n',
    'integrations/erp.yml':
      'name: erp\npurpose: The ERP.\nowner: team@acme.example\naccess: { objects: { Account: read } }\nlogin: { flow: client-credentials }\n',
  });
  await project.apply();
  token = project.org.sessionFor(project.org.adminUsername);
});
after(() => project.close());

interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<{ readonly code: number | null; readonly signal: string | null; readonly output: string }>;
}

function startTrace(): Started {
  const child = spawn(process.execPath, [COMMAND, 'trace', 'erp', '--target-org', token, '--for', '5m'], {
    cwd: project.root,
    env: { PATH: process.env['PATH'], HOME: project.root, SF_ORG_INSTANCE_URL: project.org.url },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += String(data)));
  const ended = new Promise<Awaited<Started['ended']>>((resolve) =>
    child.on('close', (code, signal) => resolve({ code, signal, output })),
  );
  return { child, ended };
}

const flags = (): readonly unknown[] => project.org.org.store.all('SELECT "Id" FROM "TraceFlag"').map(({ Id }) => Id);

async function flagOtherThan(known: readonly unknown[], run: Started): Promise<void> {
  let isOver = false;
  void run.ended.then(() => {
    isOver = true;
  });
  while (!flags().some((id) => !known.includes(id))) {
    assert.equal(isOver, false, 'the command ended before it traced');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

test('after kill -9 the flag is still there; the next start removes it, and Ctrl-C leaves nothing behind', async () => {
  const first = startTrace();
  await flagOtherThan([], first);
  const left = flags();
  first.child.kill('SIGKILL');
  assert.equal((await first.ended).signal, 'SIGKILL');
  assert.deepEqual(flags(), left);

  const second = startTrace();
  await flagOtherThan(left, second);
  assert.equal(flags().length, 1, 'the flag of the killed run is gone');
  second.child.kill('SIGINT');
  const { code, output } = await second.ended;
  assert.equal(code, 0, output);
  assert.match(output, /1 trace flags? of a run that was cut off/);
  assert.ok(!output.includes(token));
  assert.deepEqual(flags(), []);
});
